"""What an engineer would write with s3fs to keep a folder like a prefix: lists it, compares each ETag with the one of the last time, gets
what differs.

    s3fspeer.py BUCKET/PREFIX FOLDER [--adopt]      --adopt: the folder is as the bucket is; remember that
"""

import json
import os
import sys

import s3fs

prefix, folder = sys.argv[1:3]
bucket = s3fs.S3FileSystem(use_listings_cache=False)
found = {path.removeprefix(prefix + "/"): entry["ETag"] for path, entry in bucket.find(prefix, detail=True).items()}
memory = folder.rstrip("/") + ".etags.json"
known = {}
if os.path.exists(memory):
    with open(memory) as file:
        known = json.load(file)
changed = [] if "--adopt" in sys.argv else [name for name, tag in found.items() if known.get(name) != tag]
if changed:
    for name in {os.path.dirname(name) for name in changed}:
        os.makedirs(os.path.join(folder, name), exist_ok=True)
    bucket.get([f"{prefix}/{name}" for name in changed], [os.path.join(folder, name) for name in changed])
for name in known.keys() - found.keys():
    os.remove(os.path.join(folder, name))
with open(memory, "w") as file:
    json.dump(found, file)
