"""What arrives inside something: workbooks in letters, mailboxes and ZIP files. Nothing is fetched or written."""
