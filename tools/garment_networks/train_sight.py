"""Trains garment_sight: where in a picture the garment is. Starts from the weights of selfie_segmentation.

    train_sight.py DATA WORK MODELS ROUND OUT.onnx [FOLD]

ROUND is 1 or 2 (column of picks.txt). With FOLD (0..4) every fifth snapshot is kept aside and measured.
"""
import random
import sys
import time

import cv2
import numpy as np
import torch
import torch.nn.functional as F

from onnx_network import GraphWriter, OnnxNetwork
from snapshots import load, load_mask, read_picks

SIDE, BATCH, EPOCHS, RATE = 256, 8, 44, 2e-3
LOGITS, OUTPUT = "value383", "activation_10"


def fill_ground(picture, mask):
    """The ground as if the garment were not there: its colours continued, its texture borrowed."""
    small = cv2.resize(picture, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    hole = cv2.dilate(cv2.resize(mask, small.shape[1::-1]), np.ones((5, 5))) > 20
    smooth = cv2.inpaint(small, hole.astype(np.uint8), 3, cv2.INPAINT_TELEA)
    smooth = cv2.resize(smooth, picture.shape[1::-1])
    share = cv2.GaussianBlur(cv2.dilate(mask, np.ones((9, 9))).astype(np.float32) / 255, (0, 0), 2)[..., None]
    detail = picture.astype(np.float32) - cv2.GaussianBlur(picture, (0, 0), 6)
    detail = (detail * (1 - share))[::-1, ::-1]
    return np.clip(picture * (1 - share) + (smooth + detail) * share, 0, 255).astype(np.uint8)


def change_colours(picture, r, strength=1.0):
    x = (picture.astype(np.float32) / 255) ** np.exp(r.normal(0, 0.25 * strength))
    x = np.clip(x * np.exp(r.normal(0, 0.12 * strength, 3) * np.array([1, 0.5, 1])), 0, 1)
    hsv = cv2.cvtColor(x.astype(np.float32), cv2.COLOR_BGR2HSV)
    hsv[..., 1] = np.clip(hsv[..., 1] * np.exp(r.normal(0, 0.35 * strength)), 0, 1)
    if r.random() < 0.5:
        hsv[..., 0] = (hsv[..., 0] + r.normal(0, 25 * strength)) % 360
    return np.clip(cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR), 0, 1)


def warp(plane, matrix, shift, border):
    """`matrix`, `shift`: from the unit square of the output to that of the source."""
    height, width = plane.shape[:2]
    m = np.array([[matrix[0, 0] * width, matrix[0, 1] * width], [matrix[1, 0] * height, matrix[1, 1] * height]]) / SIDE
    c = np.array([width / 2 + shift[0] * width, height / 2 + shift[1] * height]) - m @ np.array([SIDE / 2, SIDE / 2])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(plane, np.c_[m, c], (SIDE, SIDE), flags=flags, borderMode=border)


def another_ground(grounds, r):
    if r.random() < 0.8:
        zoom = np.exp(r.uniform(-0.3, 0.5))
        turn = np.diag([r.choice([-1, 1]) / zoom, (1 if r.random() < 0.8 else -1) / zoom])
        ground = warp(grounds[r.integers(len(grounds))], turn, r.normal(0, 0.05, 2), cv2.BORDER_REFLECT_101)
    else:
        slope = np.linspace(-1, 1, SIDE)
        colour = r.random(3) if r.random() < 0.4 else np.full(3, r.random())
        light = r.normal(0, 0.1) * slope[:, None, None] + r.normal(0, 0.1) * slope[None, :, None]
        ground = 255 * np.clip(colour + light + r.normal(0, 0.02) * r.standard_normal((SIDE, SIDE, 1)), 0, 1)
    return change_colours(ground.astype(np.uint8), r)


def draw(picture, mask, grounds, r):
    """One changed example: the picture (RGB 0..1) and the garment's share of each pixel."""
    angle, zoom, aspect = np.deg2rad(r.normal(0, 6)), np.exp(r.uniform(-0.35, 0.25)), np.exp(r.normal(0, 0.08))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    turn = turn @ np.diag([aspect / zoom, 1 / (zoom * aspect)]) @ np.diag([r.choice([-1, 1]), 1])
    shift = r.normal(0, 0.05, 2)
    x = warp(picture, turn, shift, cv2.BORDER_REFLECT_101)
    if r.random() < 0.4:  # On another ground, often with a shadow.
        share = warp(mask.astype(np.float32) / 255, turn, shift, cv2.BORDER_CONSTANT)
        ground, x = another_ground(grounds, r), change_colours(x, r, 0.8)
        if r.random() < 0.6:
            fall = np.roll(share, (int(r.integers(-6, 10)), int(r.integers(-8, 9))), (0, 1))
            ground = ground * (1 - cv2.GaussianBlur(fall, (0, 0), r.uniform(2, 8))[..., None] * r.uniform(0.1, 0.5))
        soft = cv2.GaussianBlur(share, (0, 0), 0.7)[..., None]
        x = x * soft + ground * (1 - soft)
    else:
        share = warp(mask.astype(np.float32) / 255, turn, shift, cv2.BORDER_REFLECT_101)
        x = change_colours(x, r)
    if r.random() < 0.3:
        x = x + r.normal(0, 0.02, x.shape)
    if r.random() < 0.2:
        x = cv2.GaussianBlur(x, (0, 0), r.uniform(0.4, 1.2))
    return np.clip(x[..., ::-1], 0, 1).astype(np.float32), share


def overlaps(network, held_out):
    """Intersection over union with each mask, of the mean over the picture and its mirror image."""
    result = []
    with torch.no_grad():
        for picture, mask in held_out:
            x = cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA)[..., ::-1].astype(np.float32) / 255
            odds = network(torch.tensor(np.stack([x, x[:, ::-1]])))[:, 0]
            seen = ((odds[0] + odds[1].flip(-1)) > 0).numpy()
            drawn = cv2.resize(mask, (SIDE, SIDE)) > 127
            result.append((seen & drawn).sum() / max(1, (seen | drawn).sum()))
    return np.array(result)


def train(network, examples, epochs=EPOCHS):
    grounds = [fill_ground(picture, mask) for picture, mask in examples]
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-4)
    steps, order, start = epochs * len(examples) // BATCH, random.Random(1), time.time()
    queue, drawn = [], 0
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = RATE * (
            min(1, (step + 1) / 50) * 0.5 * (1 + np.cos(np.pi * step / steps)) + 1e-3)
        batch = []
        while len(batch) < BATCH:
            if not queue:
                queue = order.sample(range(len(examples)), len(examples))
            drawn += 1
            batch.append(draw(*examples[queue.pop()], grounds, np.random.default_rng(drawn)))
        x, share = (torch.tensor(np.stack(v).astype(np.float32)) for v in zip(*batch))
        odds = network(x)[:, 0]
        p = torch.sigmoid(odds)
        dice = 1 - (2 * (p * share).sum((1, 2)) + 1) / (p.sum((1, 2)) + share.sum((1, 2)) + 1)
        loss = F.binary_cross_entropy_with_logits(odds, share) + dice.mean()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        if step % 100 == 99:
            print(f"step {step + 1} of {steps}, loss {loss.item():.3f}, {time.time() - start:.0f} s", flush=True)


def save(network, selfie, path):
    whole = OnnxNetwork(selfie, OUTPUT)
    for name, value in network.weights.items():
        whole.weights[name] = value
    graph = GraphWriter()
    graph.copy(whole, {whole.input: "picture", OUTPUT: "presence"})
    graph.save(path, "garment_sight", ("picture", [1, SIDE, SIDE, 3]), ("presence", [1, SIDE, SIDE, 1]))


def main():
    data, work, models, which, out = sys.argv[1:6]
    fold = int(sys.argv[6]) if len(sys.argv) > 6 else None
    torch.set_num_threads(1)
    torch.manual_seed(0)
    kept, held_out = [], []
    for i, (name, picks) in enumerate(read_picks().items()):
        picture = load(data, name)
        mask = load_mask(work, name, picks[int(which) - 1], picture.shape[1::-1])
        if mask is not None:
            (held_out if i % 5 == fold else kept).append((picture, mask))
    selfie = f"{models}/selfie_segmentation.onnx"
    network = OnnxNetwork(selfie, LOGITS)
    train(network, kept)
    if held_out:
        result = overlaps(network, held_out)
        print(f"held out: {len(result)} snapshots, median {np.median(result):.3f}, mean {result.mean():.3f}, "
              f"over .90: {(result > 0.9).mean():.3f}")
    save(network, selfie, out)


if __name__ == "__main__":
    main()
