"""Operations made from the table of steps: whatever a loop declares can be taken here."""
