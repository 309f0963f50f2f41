"""Round 1: three cut-outs of each snapshot by GrabCut (Rother et al. 2004), for a person to pick from.

    propose_cutouts.py DATA WORK MODELS
"""
import os
import sys

import cv2
import numpy as np

from snapshots import largest_regions, load, read_picks

SIDE = 256


def grab_cut(picture, likely):
    if not (likely & 1).any() or (likely & 1).all():
        return np.zeros(likely.shape, bool)
    mask = likely.copy()
    cv2.setRNGSeed(1)
    cv2.grabCut(picture, mask, None, np.zeros((1, 65)), np.zeros((1, 65)), 6, cv2.GC_INIT_WITH_MASK)
    garment = cv2.morphologyEx((mask & 1).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return largest_regions(garment, 0.1)


def from_centre(picture):
    height, width = picture.shape[:2]
    y, x = np.mgrid[0:height, 0:width]
    u, v = np.abs((x + 0.5) / width * 2 - 1), np.abs((y + 0.5) / height * 2 - 1)
    likely = np.full((height, width), cv2.GC_PR_BGD, np.uint8)
    likely[(u < 0.62) & (v < 0.62)] = cv2.GC_PR_FGD
    likely[(u < 0.20) & (v < 0.30)] = cv2.GC_FGD
    likely[:4] = likely[-4:] = cv2.GC_BGD
    likely[:, :4] = likely[:, -4:] = cv2.GC_BGD
    return grab_cut(picture, likely)


def from_selfie(picture, network):
    """The network for persons often takes a garment for one."""
    odds = 0
    for mirrored in (False, True):
        view = picture[:, ::-1] if mirrored else picture
        rgb = cv2.cvtColor(cv2.resize(view, (256, 256)), cv2.COLOR_BGR2RGB).astype(np.float32) / 255
        network.setInput(np.ascontiguousarray(rgb[None]))
        p = np.clip(network.forward().reshape(256, 256), 1e-6, 1 - 1e-6)
        p = np.log(p / (1 - p))
        odds = odds + (p[:, ::-1] if mirrored else p)
    odds = cv2.resize(odds / 2, (picture.shape[1], picture.shape[0]))
    likely = np.full(odds.shape, cv2.GC_PR_BGD, np.uint8)
    likely[odds > -4] = cv2.GC_PR_FGD
    likely[:3][odds[:3] < 0] = cv2.GC_BGD
    if (odds > -4).mean() < 0.04:
        return np.zeros(odds.shape, bool)
    return grab_cut(picture, likely)


def from_border(picture):
    """What differs from the colours along the border, a mixture of five."""
    height, width = picture.shape[:2]
    lab = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_BGR2LAB)
    band = max(3, min(height, width) // 24)
    border = np.ones((height, width), bool)
    border[band:-band, band:-band] = False
    samples = lab[border]
    cv2.setRNGSeed(1)
    mixture = cv2.ml.EM_create()
    mixture.setClustersNumber(5)
    mixture.setCovarianceMatrixType(cv2.ml.EM_COV_MAT_GENERIC)
    mixture.setTermCriteria((3, 20, 0.1))
    mixture.trainEM(samples[:: max(1, len(samples) // 2000)])
    distance = np.full((height, width), 1e9)
    for mean, covariance, weight in zip(mixture.getMeans(), mixture.getCovs(), mixture.getWeights()[0]):
        if weight < 0.04:
            continue
        inverse = np.linalg.inv(covariance + np.diag([4.0, 2.0, 2.0]))
        offset = lab - mean
        distance = np.minimum(distance, np.einsum("hwi,ij,hwj->hw", offset, inverse, offset))
    y, x = np.mgrid[0:height, 0:width]
    u, v = (x + 0.5) / width * 2 - 1, (y + 0.5) / height * 2 - 1
    salient = cv2.GaussianBlur((distance > 9).astype(np.float32), (0, 0), 3) * np.exp(-0.5 * (u**2 + v**2))
    if (salient > 0.4).mean() < 0.03:
        return np.zeros((height, width), bool)
    likely = np.full((height, width), cv2.GC_PR_BGD, np.uint8)
    likely[salient > 0.4] = cv2.GC_PR_FGD
    likely[:3] = cv2.GC_BGD
    return grab_cut(picture, likely)


def main():
    data, work, models = sys.argv[1:4]
    network = cv2.dnn.readNetFromONNX(f"{models}/selfie_segmentation.onnx")
    for name in read_picks():
        picture = load(data, name, SIDE)
        proposals = {
            "centre": from_centre(picture),
            "selfie": from_selfie(picture, network),
            "border": from_border(picture),
        }
        for kind, mask in proposals.items():
            path = f"{work}/proposals/{name}.{kind}.png"
            os.makedirs(os.path.dirname(path), exist_ok=True)
            cv2.imwrite(path, mask.astype(np.uint8) * 255)


if __name__ == "__main__":
    main()
