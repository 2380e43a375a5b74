"""What machines read: feeds, evidence and data, each module plans its own files."""
