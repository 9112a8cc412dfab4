"""Mails: fetched from a server, and taken apart into their attachments."""
