"""Inbox: files, archives and mails that arrived, each opened as far as its workbooks."""
