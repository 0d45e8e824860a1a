"""A station's page for residents, those nearby, who is online now, and booking a time: all without an account."""
