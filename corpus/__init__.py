"""What the policy says, and when: documents, passages, versions, timeline. Imports no other room."""
