"""Recognise files by name that lie among workbooks and are none: leftovers of systems, unfinished downloads.

A name is that of a file with the folders around it, "/" between.
"""

import re

_FOLDERS = (
    r"__MACOSX|\$RECYCLE\.BIN|RECYCLER|RECYCLED|LOST\.DIR|_gsdata_|\.thumbnails"
    r"|System Volume Information|@eaDir|#recycle|#snapshot|lost\+found"
    r"|\.(?:Trash|Trashes|Trash-\d+|Spotlight-V100|fseventsd|TemporaryItems|DocumentRevisions-V100|AppleDouble)"
    r"|\.(?:AppleDB|AppleDesktop|git|svn|hg|stfolder|stversions|sync|dropbox\.cache|tmp\.drive(?:up|down)load)"
    r"|\.taken-out"  # what a person put aside
)
_FILES = (
    r"\._[^/]*|\.DS_Store|\.localized|\.apdisk|\.VolumeIcon\.icns|\.com\.apple\.[^/]*|Icon(?:\r|\uf00d|\ufffd)?"
    r"|(?:eh)?thumbs(?:_vista)?\.db(?::encryptable)?|desktop\.ini|[^/]*Zone\.Identifier(?::\$DATA)?"
    r"|[^/]*:(?:SmartScreen|com\.apple\.[^/]*|com\.dropbox\.[^/]*|AFP_[^/]*)"
    r"|~WR[A-Z]\d+\.tmp|~DF[0-9A-F]+\.tmp|\.~lock\.[^/]*\#?|\.directory|\.hidden|\.nomedia"
    r"|\.nfs[0-9a-f]+|\.fuse_hidden[0-9a-f]+|\.smbdelete[^/]*|\.goutputstream-[^/]*|\.syncthing\.[^/]*|~syncthing~[^/]*"
    r"|\.?picasa\.ini|autorun\.inf|[._]?sync\.ffs_(?:db|lock)|\.dropbox\.device"
    r"|\.dropbox|\.dropbox\.attr|\.owncloudsync\.log[^/]*|\.sync_[^/]*|\._sync_[^/]*|\.csync_[^/]*|\.stignore"
    r"|\.git(?:keep|ignore|attributes)|\.keep|\.placeholder|\.[^/]*\.new"
)
_LEFT = re.compile(rf"(?:^|/)(?:(?:{_FOLDERS})(?:/|$)|(?:{_FILES})$)", re.IGNORECASE)
_LOCK = re.compile(r"(?:^|/)~\$[^/]*$")
LOCK_SIZE = 1_000  # bytes; a file that Excel leaves to mark an open workbook has 165
_HALF = re.compile(
    r"\.(?:crdownload|part|partial|opdownload|filepart|aria2|(?:wk|g|safari)?download|!ut|!qb|icloud|tmp)$"
    r"|^Unconfirmed \d+$|\.part\.met$|^\.(?:com\.google\.Chrome|org\.chromium\.Chromium|com\.microsoft\.Edge)\.\w+$",
    re.IGNORECASE,
)
_HALF_FOLDER = re.compile(r"(?:^|/)[^/]+\.[a-z0-9]{2,5}\.download/", re.IGNORECASE)  # of Safari
_SPLIT = re.compile(r"\.(?:z\d\d|(?:zip|7z|rar)\.\d{3}|zipx?\.part\d+)$", re.IGNORECASE)
_MAIL_SERVER = re.compile(
    r"(?:dovecot|courier)[^/]*|maildir(?:size|folder|cache)|subscriptions|sieve[^/]*|uidvalidity",
    re.IGNORECASE,
)


def left_behind(name: str) -> bool:
    """Recognise files that systems and programs leave beside others, of which nobody need hear."""
    return _LEFT.search(name) is not None


def lock(name: str) -> bool:
    """Tell whether it is a file that Excel keeps beside a workbook that is open."""
    return _LOCK.search(name) is not None


def half_download(name: str) -> bool:
    """Tell whether it is a file of which more is to come: a download, or one that a program is saving."""
    return _HALF_FOLDER.search(name) is not None or _HALF.search(name.rpartition("/")[2]) is not None


def split(name: str) -> bool:
    """Tell whether it is one of the files into which an archive was cut."""
    return _SPLIT.search(name) is not None


def of_mail_server(name: str) -> bool:
    """Tell whether it is a file that a mail server keeps in the folder of a mailbox, beside the letters."""
    return _MAIL_SERVER.fullmatch(name) is not None
