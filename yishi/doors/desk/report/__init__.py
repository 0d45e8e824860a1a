"""The annual work report on the desk: written with live figures, built, frozen; and drafts checked against the records."""
