"""What is looked at when an installation is examined, and what each finding says to mend."""
