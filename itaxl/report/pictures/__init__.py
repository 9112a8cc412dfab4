"""Pictures of the agency: emblem and logo, in one form that PDF, web page and Word all show."""
