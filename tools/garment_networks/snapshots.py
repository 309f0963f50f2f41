"""The snapshots that the garment networks are trained on, and the masks drawn for them.

DATA is a folder CLASS/*.jpg of the "Clothing dataset" (CC0 1.0), WORK a folder for intermediate files.
"""
import os
import pathlib

import cv2
import numpy as np

CATEGORIES = ["upper", "outer", "lower", "skirt", "dress"]
WORK_SIDE = 320  # Longer side of the pictures that are trained on, pixels.

cv2.setNumThreads(1)


def read_picks():
    """name -> (proposal of round 1, of round 2, set of categories that are right)."""
    picks = {}
    for line in (pathlib.Path(__file__).parent / "picks.txt").read_text().splitlines():
        if line.startswith("#"):
            continue
        name, first, second, categories = line.split()
        picks[name] = (first, second, set(categories.split("|")))
    return picks


def load(data, name, side=WORK_SIDE):
    picture = cv2.imread(f"{data}/{name}.jpg")
    factor = side / max(picture.shape[:2])
    size = (max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor)))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)


def target(categories):
    return np.array([float(c in categories) for c in CATEGORIES], np.float32)


def load_mask(work, name, proposal, size):
    """The mask (0..255) of one proposal at `size` (width, height); None where there is none.

    "sight" is what `garment_cutouts` wrote with the network of round 1 into WORK/cutouts.
    """
    if proposal == "-":
        return None
    path = f"{work}/cutouts/{name}.sight.png" if proposal == "sight" else f"{work}/proposals/{name}.{proposal}.png"
    if not os.path.exists(path):
        return None
    mask = cv2.resize(cv2.imread(path, 0), size, interpolation=cv2.INTER_AREA)
    return np.where(mask > 127, 255, 0).astype(np.uint8)


def largest_regions(mask, share):
    """Without regions smaller than `share` of the largest."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((mask > 0).astype(np.uint8), connectivity=8)
    if count < 2:
        return mask > 0
    areas = stats[:, 4].copy()
    areas[0] = 0
    keep = areas >= share * areas.max()
    keep[0] = False
    return keep[labels]
