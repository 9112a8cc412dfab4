"""The view models as Word files: the same sentences as the PDF, to be edited before they are signed."""
