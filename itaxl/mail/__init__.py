"""Letters as they are kept: RFC 5322 messages, mailboxes, Outlook's .msg, winmail.dat; and mailboxes on a server."""
