"""What `yishi voice` does, a module for each of its words (`commands/voice.py` lists them)."""
