#!/usr/bin/env python3
"""Trains slim, or the decoder of vgg19, on a card in minutes: the recipe of `tempera train` in PyTorch, for machines that have a card and PyTorch.

    python3 train.py --content photos --style paintings --encoder vgg19.safetensors --from slim.safetensors --out new.safetensors --seconds 540

Losses as there; random phase, consistency and changed styles in the sense of docs/training.md. What differs:
  pools     crops wait in two pools with what the frozen encoder says of them; a few are replaced at every iteration, and any
            content meets any style
  schedule  by time: the rate falls by a cosine until --seconds are over, lambda rises from --loss to --last-loss in between
  numbers   noise of sigma 0 to 0.02; motion for a share of the batches; one phase for all pairs of a batch; a rim of 8 pixels,
            16 with motion; crops mirrored and of other scales; Adam; gradients cut to three times their usual length
Runs do not repeat bit for bit. Without a card it runs, slowly, in float32: for --check, which compares the passes with plain PyTorch.
"""
import argparse
import glob
import math
import os
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

import networks
import passes
from networks import CHANNELS, Vgg, moments, normalised, read, stored, trainee, wide, write
from passes import CHANNELS_LAST, DEVICE, HALF


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--content", help="folder of photographs")
    add("--style", help="folder of paintings")
    add("--expect", type=int, default=0, help="pictures of both kinds to wait for beside the training, where they still arrive")
    add("--encoder", required=True, help="model file with the encoder of vgg19")
    add("--from", dest="start", required=True, help="model file of the network slim or vgg19-modulated to begin with")
    add("--out", help="model file to write")
    add("--held-out-content", help="text file: pictures never trained on, a name a line")
    add("--held-out-style")
    add("--seconds", type=float, default=540, help="until the end, loading included")
    add("--batch", type=int, default=32)
    add("--crop", type=int, default=256)
    add("--rate", type=float, default=1e-3, help="of Adam, at its highest")
    add("--loss", type=float, default=3, help="lambda at first")
    add("--last-loss", type=float, default=8, help="lambda at the end")
    add("--consistency", type=float, default=50, help="weight of the squared difference of two paintings, times lambda")
    add("--motion", type=float, default=0.4, help="share of the iterations whose second content is moved a little")
    add("--identity", type=float, default=0.04, help="share of the pairs whose style is the content")
    add("--augment", type=float, default=0.5, help="share of the style crops that are changed")
    add("--pool", type=int, default=256, help="crops of each kind that wait, in units of --fresh")
    add("--fresh", type=int, default=8, help="crops of each kind replaced at every iteration")
    add("--average", type=float, default=0.999)
    add("--seed", type=int, default=1)
    add("--iterations", type=int, default=0, help="stop after so many, for a trial")
    add("--eager", action="store_true", help="do not record the step as a CUDA graph")
    add("--check", action="store_true", help="compare with plain PyTorch, then end")
    options = parser.parse_args()
    if not options.check and not (options.content and options.style and options.out):
        parser.error("--content, --style and --out are needed, or --check")
    return options


# ---------------------------------------------------------------- pictures


class Pictures:
    """Decoded pictures of a folder on the card, uint8 [3, h, w]; pictures may still arrive."""

    def __init__(self, folder, held_out, least):
        self.folder, self.least = folder, least
        names = open(held_out).read().splitlines() if held_out else []
        self.left_out = {os.path.splitext(os.path.basename(name))[0] for name in names if name.strip()}
        self.seen, self.learned, self.held = set(), [], {}

    def look(self):
        new = [path for path in sorted(glob.glob(self.folder + "/*.*")) if path not in self.seen]
        with ThreadPoolExecutor(16) as executor:
            for path, picture in zip(new, executor.map(self.decoded, new)):
                stem = os.path.splitext(os.path.basename(path))[0]
                if stem in self.left_out:
                    self.held[stem] = picture
                else:
                    self.learned.append(picture)
        self.seen.update(new)

    def decoded(self, path):
        image = Image.open(path).convert("RGB")
        scale = self.least / min(image.size)
        if scale > 1:
            image = image.resize((math.ceil(image.width * scale), math.ceil(image.height * scale)), Image.LANCZOS)
        return torch.from_numpy(np.asarray(image).copy()).permute(2, 0, 1).to(DEVICE)

    def crops(self, n, size, rng):
        """n crops [n, 3, size, size]: some at their own scale, some of up to the whole picture, some enlarged; half mirrored."""
        out = []
        for _ in range(n):
            picture = self.learned[rng.randrange(len(self.learned))]
            height, width = picture.shape[1:]
            kind = rng.random()
            side = size if kind < 0.3 else rng.randint(size, min(height, width)) if kind < 0.8 else rng.randint(size * 5 // 8, size)
            y, x = rng.randrange(height - side + 1), rng.randrange(width - side + 1)
            crop = picture[:, y:y + side, x:x + side]
            if rng.random() < 0.5:
                crop = crop.flip(2)
            if side != size:
                crop = F.interpolate(crop[None].float(), size=(size, size), mode="bicubic", antialias=True)[0]
                crop = crop.round().clamp(0, 255).to(torch.uint8)
            out.append(crop)
        return torch.stack(out)


def changed(x, share):
    """Of style crops [n, 3, h, w] a share, of kinds that paintings lack: flat blocks, few colours, pencil, hatching; other
    hues, grey, other contrast, negative."""
    n, size = x.shape[0], x.shape[2]

    def uniform(low, high):
        return low + (high - low) * torch.rand((n, 1, 1, 1), device=DEVICE)

    def some(share):
        return uniform(0, 1) < share

    y = x
    cells = random.choice([6, 9, 14, 22])
    blocks = F.interpolate(F.adaptive_avg_pool2d(y, cells), size=x.shape[2:], mode="nearest")
    within = torch.arange(size, device=DEVICE) * cells / size % 1 * (size / cells)
    joints = ((within[:, None] < 2) | (within[None] < 2)).float() * some(0.5) * uniform(0.5, 1)
    y = torch.where(some(0.1), blocks * (1 - joints), y)

    smooth = F.avg_pool2d(F.pad(y, (2, 2, 2, 2), "reflect"), 5, 1)
    levels, offset = random.choice([2, 3, 4]), torch.rand((n, 3, 1, 1), device=DEVICE)
    y = torch.where(some(0.18), (((smooth * levels + offset).floor() - offset + 0.5) / levels).clamp(0, 1), y)

    grey = smooth.mean(1, keepdim=True)
    dx, dy = torch.zeros_like(grey), torch.zeros_like(grey)
    dx[..., 1:-1] = grey[..., 2:] - grey[..., :-2]
    dy[..., 1:-1, :] = grey[..., 2:, :] - grey[..., :-2, :]
    pencil = 0.96 - uniform(3, 8) * (dx * dx + dy * dy).sqrt() - uniform(0, 0.5) * (1 - x.mean(1, keepdim=True))
    y = torch.where(some(0.1), pencil.clamp(0, 1).expand_as(x), y)

    angle, place = uniform(0, math.pi), torch.arange(size, device=DEVICE, dtype=torch.float32)
    along = place[None, None, None] * angle.cos() + place[None, None, :, None] * angle.sin()
    ink = ((0.5 + 0.5 * torch.sin(along * 2 * math.pi / uniform(3, 9) + 6 * grey) - grey) * uniform(3, 8)).clamp(0, 1)
    light = uniform(0.5, 1)
    hatched = torch.where(some(0.5), (0.97 - 0.9 * ink).expand_as(x), light * x + 1 - light - 0.8 * ink * x)
    y = torch.where(some(0.1), hatched.clamp(0, 1), y)

    turn = torch.rand(n, device=DEVICE) * 2 * math.pi  # about the grey axis
    cos, sin = turn.cos(), turn.sin()
    p, q = (1 - cos) / 3, sin / 3 ** 0.5
    matrix = torch.stack([cos + p, p - q, p + q, p + q, cos + p, p - q, p - q, p + q, cos + p], 1).view(n, 3, 3)
    hue = torch.einsum("nij,njhw->nihw", matrix, y)
    mean = hue.mean(1, keepdim=True)
    y = torch.where(some(0.5), mean + uniform(0.5, 1.8) * (hue - mean), y)
    y = torch.where(some(0.12), y.mean(1, keepdim=True).expand_as(y), y)
    mean = y.mean((1, 2, 3), keepdim=True)
    y = torch.where(some(0.7), mean + 0.3 * uniform(-0.5, 0.5) + uniform(-0.5, 0.9).exp() * (y - mean), y)
    y = torch.where(some(0.12), 1 - y, y)
    return torch.where(some(share), y.clamp(0, 1), x)


class Pools:
    """Crops with a margin of a cell, and what the encoder says of their middle."""

    def __init__(self, options, contents, styles, vgg, cell, rng):
        self.options, self.contents, self.styles, self.vgg, self.cell, self.rng = options, contents, styles, vgg, cell, rng
        self.size = options.pool * options.fresh
        whole, map_side = options.crop + 2 * cell, options.crop // 8
        self.content = torch.empty((self.size, 3, whole, whole), dtype=torch.uint8, device=DEVICE)
        self.style = torch.empty_like(self.content)
        self.features = torch.empty((self.size, 512, map_side, map_side), dtype=HALF, device=DEVICE, memory_format=CHANNELS_LAST)
        self.own = torch.empty((self.size, 2 * sum(CHANNELS)), device=DEVICE)
        self.observed = torch.empty_like(self.own)
        self.at = 0
        for _ in range(options.pool):
            self.refresh()

    @torch.no_grad()
    def refresh(self):
        n, crop, margin = self.options.fresh, self.options.crop, self.cell
        here = slice(self.at, self.at + n)
        content = self.contents.crops(n, crop + 2 * margin, self.rng)
        style = self.styles.crops(n, crop + 2 * margin, self.rng)
        style = (changed(style.float() / 255, self.options.augment) * 255).round().to(torch.uint8)
        self.content[here], self.style[here] = content, style
        f, statistics = self.vgg(torch.cat([content, style])[:, :, margin:-margin, margin:-margin].float() / 255)
        rows = torch.cat([m for pair in statistics for m in pair], 1)
        self.own[here], self.observed[here] = rows[:n], rows[n:]
        self.features[here] = normalised(f[:n], statistics[3][0][:n], statistics[3][1][:n])
        self.at = (self.at + n) % self.size

    def draw(self, n):
        """Contents and styles [n, 3, ...] in 0 to 1, t = AdaIN(f(c), f(s)), and the styles' statistics."""
        i, j = (torch.randint(0, self.size, (n,), device=DEVICE) for _ in range(2))
        same = torch.rand(n, device=DEVICE) < self.options.identity
        content = self.content[i]
        style = torch.where(same[:, None, None, None], content, self.style[j])
        observed = apart(torch.where(same[:, None], self.own[i], self.observed[j]))
        mean, deviation = observed[3]
        return content.float() / 255, style.float() / 255, self.features[i].float() * wide(deviation) + wide(mean), observed


def apart(rows):
    """[n, 1920] -> (mean, deviation) of the four layers."""
    parts = torch.split(rows, [c for c in CHANNELS for _ in range(2)], 1)
    return list(zip(parts[::2], parts[1::2]))


# ---------------------------------------------------------------- losses


def losses(vgg, painted, t, observed):
    """Content and style loss of every picture [n]: mean squared, the style loss summed over layers, means and deviations."""
    f, statistics = vgg(painted)
    style = sum((a - b).square().mean(1) for pair in zip(statistics, observed) for a, b in zip(*pair))
    return (f.float() - t).square().mean((1, 2, 3)), style


def motions(n):
    """Small ones about the centre [n, 2, 3]: turn, scale, and shift in pixels."""
    angle, scale = 0.02 * torch.randn(n, device=DEVICE), (0.015 * torch.randn(n, device=DEVICE)).exp()
    shift = 4 * torch.rand((n, 2), device=DEVICE) - 2
    rows = [[scale * angle.cos(), -scale * angle.sin(), shift[:, 0]], [scale * angle.sin(), scale * angle.cos(), shift[:, 1]]]
    return torch.stack([torch.stack(row, 1) for row in rows], 1)


def moved(picture, motion):
    motion = torch.cat([motion[:, :, :2], motion[:, :, 2:] * (2 / picture.shape[3])], 2)
    grid = F.affine_grid(motion, list(picture.shape), align_corners=False)
    return F.grid_sample(picture, grid, mode="bicubic", padding_mode="reflection", align_corners=False)


@torch.no_grad()
def validate(network, vgg, contents, styles):
    """As `tempera evaluate --size 256`: losses of clamped pictures, and steadiness, over two styles a content."""
    def sized(picture, size):
        x, scale = picture[None].float() / 255, size / min(picture.shape[1:])
        x = F.interpolate(x, size=[max(size, round(side * scale)) for side in picture.shape[1:]], mode="bicubic", antialias=True).clamp(0, 1)
        y, x0 = (x.shape[2] - size) // 2, (x.shape[3] - size) // 2
        return x[:, :, y:y + size, x0:x0 + size]

    rows, steadiness = [], []
    for i, name in enumerate(sorted(contents)):
        content, larger = sized(contents[name], 256), sized(contents[name], 264)
        for j in range(2):
            style = sized(styles[sorted(styles)[(2 * i + 7 * j) % len(styles)]], 256)
            observed, (f, own) = vgg(style)[1], vgg(content)
            t = normalised(f, *own[3]).float() * wide(observed[3][1]) + wide(observed[3][0])
            rows.append(torch.stack(losses(vgg, network.paint(content, style, vgg, observed).clamp(0, 1), t, observed)))
            if j == 0:
                shifts = ((0, 0), (1, 2), (2, 1), (3, 3))
                painted = [network.paint(larger[:, :, y:y + 256, x:x + 256], style, vgg, observed)[:, :, 8 - y:248 - y, 8 - x:248 - x] for y, x in shifts]
                over = (torch.stack(painted).clamp(0, 1) * 255).round()
                steadiness.append((over - over.mean(0)).abs().mean())
    content, style = torch.stack(rows).mean((0, 2)).tolist()
    return "content %.3f, style %.4f, content + 10 x style %.2f, steadiness %.2f" % (content, style, content + 10 * style, torch.stack(steadiness).mean())


# ---------------------------------------------------------------- training


class Step:
    """One step of learning. On a card it is recorded once with and once without motion, and then replayed."""

    def __init__(self, options, network, learned, average, vgg):
        self.options, self.network, self.learned, self.average, self.vgg = options, network, learned, average, vgg
        self.numbers = torch.zeros(3, device=DEVICE)  # rate, lambda, share kept by the average
        rate = self.numbers[0] if DEVICE == "cuda" else options.rate
        self.adam = torch.optim.Adam(learned.values(), lr=rate, betas=(0.9, 0.99), **({"fused": True, "capturable": True} if DEVICE == "cuda" else {}))
        self.usual = torch.full((), float("inf"), device=DEVICE)
        self.graphs = {}

    def __call__(self, rate, weight, kept, moving, inputs):
        """Means over the batch [4]: content, style, difference of the two paintings, norm of the gradient."""
        self.numbers.copy_(torch.tensor([rate, weight, kept]), non_blocking=True)
        if DEVICE != "cuda":
            self.adam.param_groups[0]["lr"] = rate
        if DEVICE != "cuda" or self.options.eager:
            return self.learn(moving, *inputs)
        if moving not in self.graphs:
            self.graphs[moving] = self.record(moving, inputs)
        graph, places, outcome = self.graphs[moving]
        torch._foreach_copy_(places, inputs)
        graph.replay()
        return outcome.clone()

    def record(self, moving, inputs):
        places = [x.clone() for x in inputs]
        weights = [v.detach() for v in (*self.learned.values(), *self.average.values())]
        before = [v.clone() for v in weights]
        moments = {v: {name: t.clone() for name, t in state.items()} for v, state in self.adam.state.items()}
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                self.learn(moving, *places)
        torch.cuda.current_stream().wait_stream(side)
        # Those were rehearsals, on one batch.
        torch._foreach_copy_(weights, before)
        for v, state in self.adam.state.items():
            for name, t in state.items():
                t.copy_(moments[v][name]) if v in moments else t.zero_()
        graph = torch.cuda.CUDAGraph()
        for v in self.learned.values():
            v.grad = None
        with torch.cuda.graph(graph):
            outcome = self.learn(moving, *places)
        return graph, places, outcome

    def learn(self, moving, contents, style, t, rows, back, motion):
        """contents [2 n, 3, w, w] at two phases; back [4, crop]: rows and columns of each painting that the losses see."""
        n, observed = t.shape[0], apart(rows)
        painted = self.network.paint(contents, style, self.vgg, observed)
        first = painted[:n].index_select(2, back[0]).index_select(3, back[1])
        second = painted[n:].index_select(2, back[2]).index_select(3, back[3])
        content, style_loss = (loss.mean() for loss in losses(self.vgg, first, t, observed))
        rim = 16 if moving else 8
        apart_ = ((moved(first, motion) if moving else first) - second)[:, :, rim:-rim, rim:-rim].square().mean()
        total = content + self.numbers[1] * (style_loss + self.options.consistency * apart_)
        for v in self.learned.values():
            v.grad = None
        total.backward()
        gradients = [v.grad for v in self.learned.values()]
        with torch.no_grad():
            norm = torch.stack(torch._foreach_norm(gradients)).norm()
            # What is more than three times as long as usual is cut to that.
            self.usual.copy_(torch.where(self.usual.isinf(), norm, torch.minimum(1.05 * self.usual, 0.98 * self.usual + 0.02 * norm)))
            cut = (3 * self.usual / (norm + 1e-9)).clamp(max=1)
            for g in gradients:
                g.mul_(cut)
        self.adam.step()
        with torch.no_grad():
            for mean, v in zip(self.average.values(), self.learned.values()):
                mean.lerp_(v, 1 - self.numbers[2])
        return torch.stack([content, style_loss, apart_, norm]).detach()


def train(options):
    began, rng = time.time(), random.Random(options.seed)
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = torch.backends.cudnn.benchmark = True
    vgg, (tensors, metadata) = Vgg(read(options.encoder)[0]), read(options.start)
    kind, initial, frozen = trainee(tensors, metadata)
    learned = {name: t.to(DEVICE).requires_grad_() for name, t in initial.items()}
    average = {name: t.detach().clone() for name, t in learned.items()}
    network, judged, cell = kind(learned), kind(average), kind.CELL
    if options.check:
        return check(vgg, network)

    contents = Pictures(options.content, options.held_out_content, options.crop + 2 * cell)
    styles = Pictures(options.style, options.held_out_style, options.crop + 2 * cell)
    both = (contents, styles)
    while not (contents.learned and styles.learned):
        [pictures.look() for pictures in both]
        if options.expect == 0 and not (contents.learned and styles.learned):
            raise SystemExit("No pictures to learn from in %s or in %s." % (options.content, options.style))

    def arrive():
        while sum(len(pictures.seen) for pictures in both) < options.expect:
            time.sleep(1)
            [pictures.look() for pictures in both]

    threading.Thread(target=arrive, daemon=True).start()
    pools = Pools(options, contents, styles, vgg, cell, rng)
    step, seen = Step(options, network, learned, average, vgg), []
    print("%d contents and %d styles so far, ready after %.0f s" % (len(contents.learned), len(styles.learned), time.time() - began), flush=True)

    def save(n):
        mean = torch.stack(seen[-500:]).mean(0).tolist()
        said = {name: value for name, value in vars(options).items() if name not in ("content", "style", "encoder", "start", "out", "check", "eager", "expect", "iterations", "held_out_content", "held_out_style")}
        write(options.out, {**frozen, **stored(average)}, {
            **{name: value for name, value in metadata.items() if name in ("tempera_model", "network", "width", "name", "licence", "description", "judge")},
            "iterations": "%d of batch %d by training/gpu, on from: %s" % (n, options.batch, metadata.get("iterations", "?")),
            "seed": str(options.seed),
            "losses": "content %.3f, style %.4f (means of the last 500 iterations of training)" % tuple(mean[:2]),
            "data": "%d contents and %d styles" % (len(contents.learned), len(styles.learned)),
            "training": "training/gpu/train.py " + " ".join("--%s %s" % (name.replace("_", "-"), value) for name, value in said.items())})

    def show(when):
        if contents.held and styles.held:
            print(when, validate(judged, vgg, contents.held, styles.held), flush=True)

    show("before:")
    n, crop, window, begin = 0, options.crop, options.crop + cell, time.time()
    saved, budget = begin, options.seconds - (begin - began) - 15
    while (done := n / options.iterations if options.iterations else (time.time() - begin) / budget) < 1:
        rate = options.rate * min(1, (n + 1) / 300) * max(0.02, 0.5 * (1 + math.cos(math.pi * done)))
        weight = options.loss * (options.last_loss / options.loss) ** min(1, max(0, (done - 0.5) / 0.2))
        pools.refresh()
        content, style, t, observed = pools.draw(options.batch)
        moving, motion = rng.random() < options.motion, motions(options.batch)
        again = moved(content, motion) if moving else content
        again = again + 0.02 * rng.random() * torch.randn_like(again)
        phases = [(rng.randrange(cell), rng.randrange(cell)) for _ in range(3)]
        windows = [x[:, :, y:y + window, x0:x0 + window] for x, (y, x0) in zip((content, again, style), phases)]
        back = torch.stack([torch.arange(crop) + cell - d for phase in phases[:2] for d in phase]).to(DEVICE, non_blocking=True)
        rows = torch.cat([m for pair in observed for m in pair], 1)
        outcome = step(rate, weight, min(options.average, (1 + n) / (10 + n)), moving, [torch.cat(windows[:2]), windows[2].contiguous(), t, rows, back, motion])
        n += 1
        seen = seen[-999:] + [outcome]
        if n % 250 == 0 or DEVICE == "cpu":
            mean = torch.stack(seen[-250:]).mean(0).tolist()
            print("%6d %5.1f %%  %.1f ms  content %.3f  style %.3f  apart %.5f  norm %.1f  rate %.1e  lambda %.1f" % (n, 100 * done, 1000 * (time.time() - begin) / n, *mean, rate, weight), flush=True)
        if time.time() - saved > 150:
            saved = time.time()
            save(n)
            show("after %d:" % n)
    save(n)
    show("after %d of batch %d:" % (n, options.batch))
    print(torch.cuda.get_device_name() if DEVICE == "cuda" else "cpu", "torch", torch.__version__, "%.0f s" % (time.time() - began))


def check(vgg, network):
    """The passes against plain PyTorch, f against the library's own, and a painting's gradient either way."""
    torch.manual_seed(3)

    def plainly(map_, shift, scale=None, relu=True, pad=1, up=False, pool=False, stats=False):
        return passes.plain(map_, scale, shift, relu, pad, up, pool, stats)

    def error(a, b):
        return ((a.float() - b.float()).norm() / b.float().norm().clamp(min=1e-9)).item()

    for n, c, h, w, kind in ((2, 64, 40, 40, "stats"), (2, 64, 40, 48, "pool"), (3, 16, 20, 24, "up"), (3, 48, 17, 16, "up, no pad"), (2, 96, 17, 16, "up, no relu"), (2, 192, 16, 16, "scaled"), (2, 512, 8, 8, "stats, no pad")):
        up, pool, stats = kind.startswith("up"), kind == "pool", kind.startswith("stats")
        scaled = up or kind == "scaled"
        how = dict(relu="no relu" not in kind, pad=int("no " not in kind), up=up, pool=pool, stats=stats)
        start = torch.randn((n, 4 * c if up else c, h + up, w + up), device=DEVICE).to(HALF)
        factor = 1 + 0.3 * torch.randn(n, c, device=DEVICE) if scaled else None
        offset = 0.5 * torch.randn((n, c) if scaled else (c,), device=DEVICE)
        towards, results = None, []
        for way in (passes.between, plainly):
            map_, b = start.clone().requires_grad_(), offset.clone().requires_grad_(not pool)
            a = factor.clone().requires_grad_() if scaled else None
            out, mean, variance = way(map_, b, a, **how)
            towards = torch.randn_like(out) if towards is None else towards
            loss = (out.float() * towards.float()).sum()
            if stats:
                loss = loss + 100 * mean.sum() + 70 * variance.sum()
            loss.backward()
            results.append([out, map_.grad, b.grad, a.grad if scaled else None, mean, variance])
        print("%-14s" % kind, " ".join("%.1e" % error(a, b) for a, b in zip(*results) if a is not None and b is not None))

    content, style = (F.interpolate(torch.rand(2, 3, 16, 16, device=DEVICE), size=(128, 128), mode="bicubic").clamp(0, 1) for _ in range(2))
    f, statistics = vgg(content)
    maps = vgg.exact(content)
    print("f", "%.1e" % error(f, maps[3]), " ".join("%.1e" % error(a, b) for pair in zip(statistics, (moments(m, True) for m in maps)) for a, b in zip(*pair)))
    observed = vgg(style)[1]
    results = []
    for networks.between in (passes.between, plainly):
        for v in network.p.values():
            v.grad = None
        painted = network.paint(content, style, vgg, observed)
        sum(losses(vgg, painted, f.float() * 0.9, observed)).mean().backward()
        results.append([painted, torch.cat([v.grad.flatten() for v in network.p.values()])])
    print("painting and its gradient", " ".join("%.1e" % error(a, b) for a, b in zip(*results)))


if __name__ == "__main__":
    train(arguments())
