"""Pictures somebody looked at and approved, and how far a page may differ from them."""

import io
import os
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

APPROVED = Path(__file__).parent / "pictures"
# Letters are drawn a little differently from one version of a browser to the next, and so is what stands below them.
BLUR_PIXELS = 3
LEVELS = 32
SHARE = 0.02


def differing(one, other):
    """The share of pixels that differ, from 0 to 1, after a blur that forgives the edges of letters."""
    half = [picture.convert("RGB").reduce(2) for picture in (one, other)]  # a quarter of the work, the same finding
    smooth = [picture.filter(ImageFilter.GaussianBlur(BLUR_PIXELS / 2)) for picture in half]
    levels = [np.asarray(picture, dtype=int) for picture in smooth]
    return float((np.abs(levels[0] - levels[1]).max(axis=2) > LEVELS).mean())


def compared(page, name, folder):
    """How much of the screen differs from the approved picture, and where the present one lies.

    With APPROVE=1 in the environment the present one becomes the approved one.
    """
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide")))
    kept, now = APPROVED / f"{name}.webp", folder / f"{name}.png"
    picture.save(now)
    if os.environ.get("APPROVE"):
        picture.convert("RGB").save(kept, quality=75, method=6)  # a fifth of a PNG's size, and true in its colours
    with Image.open(kept) as approved:
        assert approved.size == picture.size
        return differing(approved, picture), now
