"""What is asked: suites of cases, and the texts that they were written for."""
