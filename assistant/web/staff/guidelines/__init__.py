"""Guidelines at the staff's pages: their versions, new ones from documents, roles, and what is changed afterwards."""
