"""Agency folders to try, and the scripts that make their workbooks from readable text."""
