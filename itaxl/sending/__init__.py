"""Everything that goes out to divisions: workbooks, reminders, and their own workbooks back with marks in the cells."""
