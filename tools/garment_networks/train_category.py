"""Trains the classifiers of cut-out garments and measures them by cross-validation over the snapshots.

    train_category.py outline|look DATA WORK MODELS OUT.onnx [cv]

outline: shape and shading at 48x48, from scratch, on the snapshots and on Fashion-MNIST (Debian's
dataset-fashion-mnist), which adds things that are no garments for the body.
look: the garment in its colours at 128x128, from the encoder of selfie_segmentation.
With "cv" five networks are trained, each measured on the fifth of the snapshots that it did not see.
"""
import gzip
import sys

import cv2
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from onnx_network import GraphWriter, OnnxNetwork
from snapshots import largest_regions, load, load_mask, read_picks, target

FASHION_MNIST = "/usr/share/datasets/fashion-mnist"
NO_GARMENT = 5
# T-shirt, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, ankle boot -> category; how many of each.
FASHION_CATEGORY = [0, 2, 0, 4, 1, NO_GARMENT, 0, NO_GARMENT, NO_GARMENT, NO_GARMENT]
FASHION_COUNT = [2500, 1500, 1500, 3000, 3000, 400, 2000, 400, 800, 400]
CLASS_WEIGHT = torch.tensor([0.8, 1.6, 1.2, 1.7, 1.4, 1.0])
BOTTLENECK = "value240"


def place(plane, mask, side, margin, r):
    """The garment upright in a square; with a generator `r` turned, moved and mirrored a little."""
    y, x = np.where(mask > 127)
    centre = np.array([(x.min() + x.max() + 1) / 2, (y.min() + y.max() + 1) / 2])
    length = margin * max(np.ptp(x) + 1, np.ptp(y) + 1)
    turn = np.eye(2)
    if r is not None:
        angle, aspect = np.deg2rad(r.normal(0, 5)), np.exp(r.normal(0, 0.05))
        turn = np.array([[np.cos(angle) * aspect, -np.sin(angle)], [np.sin(angle), np.cos(angle) / aspect]])
        turn = np.diag([r.choice([-1, 1]), 1]) @ turn * np.exp(r.normal(-0.02, 0.05))
        centre = centre + r.normal(0, 0.02, 2) * length
    big = 2 * side
    matrix = turn * big / length
    shift = np.array([big / 2, big / 2]) - matrix @ centre
    if big < 0.6 * length:
        plane = cv2.GaussianBlur(plane, (0, 0), max(0.3, 0.25 * length / big))
    placed = cv2.warpAffine(plane, np.c_[matrix, shift], (big, big), borderMode=cv2.BORDER_REPLICATE)
    return cv2.resize(placed, (side, side), interpolation=cv2.INTER_AREA).astype(np.float32) / 255


def standardise(light, share):
    """Channels of outline_of() in src/vision/garment_sight.cpp."""
    inside = share > 0.5
    mean, deviation = light[inside].mean(), light[inside].std()
    return np.stack([share, np.clip((light - mean) / (deviation + 0.06), -2.5, 2.5) * 0.5 * share]).astype(np.float32)


class Outline(nn.Module):
    SIDE, COPIES, STEPS, BATCH = 48, 16, 900, 64

    def __init__(self, _models):
        super().__init__()
        self.c1, self.c2, self.c3 = (nn.Conv2d(i, o, 3, padding=1) for i, o in ((2, 16), (16, 32), (32, 48)))
        self.f1, self.f2 = nn.Linear(48 * 36, 64), nn.Linear(64, 6)

    def forward(self, x):
        for layer in (self.c1, self.c2, self.c3):
            x = F.max_pool2d(F.relu(layer(x)), 2)
        x = F.relu(self.f1(F.dropout(x.flatten(1), 0.3, self.training)))
        return self.f2(F.dropout(x, 0.3, self.training))

    def optimiser(self):
        return torch.optim.AdamW(self.parameters(), lr=2e-3, weight_decay=5e-3), [2e-3]

    @staticmethod
    def example(picture, mask, r):
        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        placed = place(np.dstack([grey, mask]), mask, Outline.SIDE, 1.10, r)
        light = placed[..., 0]
        if r is not None:
            light = light ** np.exp(r.normal(0, 0.25))
            light = 1 - light if r.random() < 0.5 else light
        return standardise(light, placed[..., 1])

    def save(self, path):
        graph = GraphWriter()
        with torch.no_grad():  # The third channel of the input is not used.
            padded = torch.cat([self.c1.weight, torch.zeros_like(self.c1.weight[:, :1])], 1)
        x = graph.add("Transpose", ["garment"], "planes", perm=[0, 3, 1, 2])
        for name, weight, bias in (("c1", padded, self.c1.bias), ("c2", self.c2.weight, self.c2.bias),
                                   ("c3", self.c3.weight, self.c3.bias)):
            inputs = [x, graph.weight(name + "_weight", weight), graph.weight(name + "_bias", bias)]
            x = graph.add("Conv", inputs, name, kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[1, 1])
            x = graph.add("Relu", [x], name + "_relu")
            x = graph.add("MaxPool", [x], name + "_pool", kernel_shape=[2, 2], strides=[2, 2])
        write_head(graph, self, graph.add("Flatten", [x], "flat", axis=1))
        graph.save(path, "garment_outline", ("garment", [1, 48, 48, 3]), ("category", [1, 6]))


class Look(nn.Module):
    SIDE, COPIES, STEPS, BATCH = 128, 10, 700, 16

    def __init__(self, models):
        super().__init__()
        self.encoder = OnnxNetwork(f"{models}/selfie_segmentation.onnx", BOTTLENECK)
        self.f1, self.f2 = nn.Linear(32 * 16 + 32, 48), nn.Linear(48, 5)

    def forward(self, x):
        features = self.encoder(x)
        x = torch.cat([F.avg_pool2d(features, 2).flatten(1), features.mean((2, 3))], 1)
        x = F.relu(self.f1(F.dropout(x, 0.4, self.training)))
        return self.f2(F.dropout(x, 0.3, self.training))

    def optimiser(self):
        head = list(self.f1.parameters()) + list(self.f2.parameters())
        groups = [{"params": self.encoder.parameters()}, {"params": head}]
        return torch.optim.AdamW(groups, lr=1e-3, weight_decay=1e-2), [1e-3, 3e-3]

    @staticmethod
    def example(picture, mask, r):
        placed = place(np.dstack([picture, mask]), mask, Look.SIDE, 1.08, r)
        x, share = placed[..., :3], placed[..., 3:]
        if r is not None:
            x = np.clip(x, 0, 1) ** np.exp(r.normal(0, 0.2)) * np.exp(r.normal(0, 0.08, 3))
            hsv = cv2.cvtColor(np.clip(x, 0, 1).astype(np.float32), cv2.COLOR_BGR2HSV)
            hsv[..., 0] = (hsv[..., 0] + r.uniform(0, 360 if r.random() < 0.5 else 30)) % 360
            hsv[..., 1] = np.clip(hsv[..., 1] * np.exp(r.normal(0, 0.3)), 0, 1)
            x = cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR)
        return np.clip((x * share + 0.5 * (1 - share))[..., ::-1], 0, 1).astype(np.float32)

    def save(self, path):
        graph = GraphWriter()
        graph.copy(self.encoder, {self.encoder.input: "garment"})
        grid = graph.add("AveragePool", [BOTTLENECK], "grid", kernel_shape=[2, 2], strides=[2, 2])
        whole = graph.add("GlobalAveragePool", [BOTTLENECK], "whole")
        parts = [graph.add("Flatten", [grid], "grid_flat", axis=1), graph.add("Flatten", [whole], "whole_flat", axis=1)]
        write_head(graph, self, graph.add("Concat", parts, "features", axis=1))
        graph.save(path, "garment_look", ("garment", [1, 128, 128, 3]), ("category", [1, 5]))


def write_head(graph, network, x):
    inputs = [x, graph.weight("f1_weight", network.f1.weight), graph.weight("f1_bias", network.f1.bias)]
    x = graph.add("Relu", [graph.add("Gemm", inputs, "f1", transB=1)], "f1_relu")
    inputs = [x, graph.weight("f2_weight", network.f2.weight), graph.weight("f2_bias", network.f2.bias)]
    graph.add("Softmax", [graph.add("Gemm", inputs, "f2", transB=1)], "category", axis=1)


def read_fashion_mnist():
    pictures = np.frombuffer(gzip.open(f"{FASHION_MNIST}/train-images-idx3-ubyte.gz").read()[16:], np.uint8)
    labels = np.frombuffer(gzip.open(f"{FASHION_MNIST}/train-labels-idx1-ubyte.gz").read()[8:], np.uint8)
    r, pictures = np.random.default_rng(5), pictures.reshape(-1, 28, 28)
    chosen = [i for label, n in enumerate(FASHION_COUNT) for i in r.permutation(np.where(labels == label)[0])[:n]]
    examples = []
    for i in chosen:
        picture = np.pad(pictures[i], 2).astype(np.float32) / 255
        outside = cv2.copyMakeBorder(np.where(picture > 0.03, 0, 255).astype(np.uint8), 1, 1, 1, 1,
                                     cv2.BORDER_CONSTANT, value=255)
        holes = outside.copy()
        cv2.floodFill(holes, None, (0, 0), 0)
        share = ((picture > 0.03) | (holes[1:-1, 1:-1] > 0)).astype(np.float32)
        size = (Outline.SIDE, Outline.SIDE)
        light = np.clip(cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC), 0, 1)
        examples.append(standardise(light, cv2.resize(share, size)))
    return torch.tensor(np.stack(examples)), torch.tensor([FASHION_CATEGORY[labels[i]] for i in chosen])


def loss_of(odds, right):
    """Any of the categories that are right will do."""
    weight = (right * CLASS_WEIGHT[: right.shape[1]]).sum(1) / right.sum(1)
    return (-torch.log((torch.softmax(odds, 1) * right).sum(1) + 1e-6) * weight).mean()


def train(kind, models, examples, right, other):
    """`examples`: (snapshots, copies, ...); `other`: Fashion-MNIST or nothing."""
    torch.manual_seed(0)
    r, network = np.random.default_rng(0), kind(models)
    optimiser, rates = network.optimiser()
    for step in range(kind.STEPS):
        ease = min(1, (step + 1) / 20) * 0.5 * (1 + np.cos(np.pi * step / kind.STEPS)) + 1e-3
        for group, rate in zip(optimiser.param_groups, rates):
            group["lr"] = rate * ease
        i = r.integers(len(examples), size=kind.BATCH)
        x = torch.tensor(examples[i, r.integers(kind.COPIES, size=kind.BATCH)])
        if other is None:
            loss = loss_of(network(x), right[i])
        else:
            j = r.integers(len(other[0]), size=kind.BATCH // (2 if step < 0.6 * kind.STEPS else 4))
            odds = network(torch.cat([x, other[0][j]]))
            padded = F.pad(right[i], (0, 1))
            loss = loss_of(odds[: len(i)], padded) + 0.5 * F.cross_entropy(odds[len(i):], other[1][j])
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
    return network.eval()


def main():
    which, data, work, models, out = sys.argv[1:6]
    torch.set_num_threads(1)
    kind = {"outline": Outline, "look": Look}[which]
    examples, right = [], []
    for i, (name, (_, _, categories)) in enumerate(read_picks().items()):
        picture = load(data, name, 534)
        mask = load_mask(work, name, "sight", picture.shape[1::-1])
        if mask is None or not mask.any():
            continue
        mask = largest_regions(mask, 0.05).astype(np.uint8) * 255
        examples.append([kind.example(picture, mask, np.random.default_rng(1000 * i + k) if k else None)
                         for k in range(kind.COPIES)])
        right.append(target(categories))
    examples, right = np.array(examples), torch.tensor(np.stack(right))
    other = read_fashion_mnist() if kind is Outline else None
    if "cv" in sys.argv:
        hits = []
        for fold in range(5):
            kept = np.arange(len(examples)) % 5 != fold
            network = train(kind, models, examples[kept], right[kept], other)
            with torch.no_grad():
                best = network(torch.tensor(examples[~kept][:, 0])).argmax(1)
            hits += [float(r[b]) if b < len(r) else 0.0 for r, b in zip(right[~kept], best)]
            print(f"fold {fold}: {np.mean(hits):.3f} of {len(hits)} right so far", flush=True)
    train(kind, models, examples, right, other).save(out)


if __name__ == "__main__":
    main()
