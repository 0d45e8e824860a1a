"""What `yishi report` does, one module for each of its words."""
