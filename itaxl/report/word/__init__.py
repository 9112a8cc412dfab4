"""Word files made from view models: the same sentences as the PDF, to be edited before they are signed."""
