"""VGG-19 up to relu4_1, and the two networks that learn, in the passes of passes.py; names and shapes as in the model files of Tempera."""
import hashlib
import json
import os
import struct
import zlib

import numpy as np
import torch
import torch.nn.functional as F

from passes import CHANNELS_LAST, DEVICE, HALF, between

CHANNELS = (64, 128, 256, 512)  # of relu1_1 to relu4_1
# A convolution after doubling: rows (and columns) of the 3x3 kernel that fall on the same place of the small map.
FOLD = torch.tensor([[[1.0, 0, 0], [0, 1, 1]], [[1, 1, 0], [0, 0, 1]]], device=DEVICE)


def read(path):
    """Tensors by name, in float32, and the metadata of a safetensors file."""
    with open(path, "rb") as file:
        data = file.read()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[8 + length + begin:8 + length + end], {"F32": np.float32, "F16": np.float16}[entry["dtype"]])
        tensors[name] = torch.from_numpy(values.astype(np.float32).reshape(entry["shape"]))
    return tensors, metadata


def write(path, tensors, metadata):
    """A model file with the checks that Tempera makes: CRC-32 of the data, SHA-256 of the encoder. Beside, then moved."""
    header, data, at, encoder = {}, [], 0, hashlib.sha256()
    for name in sorted(tensors):
        values = tensors[name].detach().float().cpu().numpy()
        data.append(values.tobytes())
        if name.startswith("encoder."):
            encoder.update((name + str(list(values.shape)) + "\n").encode() + data[-1])
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [at, at + values.nbytes]}
        at += values.nbytes
    checks = {"crc32": "%08x" % zlib.crc32(b"".join(data)), "encoder_sha256": encoder.hexdigest()}
    text = json.dumps({"__metadata__": {**metadata, **checks}, **header}).encode()
    text += b" " * (-len(text) % 8)
    with open(path + ".part", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(data))
    os.replace(path + ".part", path)


def wide(v):
    """[n, c] -> [n, c, 1, 1]"""
    return v[:, :, None, None]


def reflected(map_):
    return F.pad(map_, (1, 1, 1, 1), "reflect").contiguous(memory_format=CHANNELS_LAST)


def of_picture(picture):
    """[n, 3, h, w] -> [n, 8, h + 2, w + 2]: reflected, and with five channels of zeros, which cards like better than three."""
    return F.pad(reflected(picture.float()), (0, 0, 0, 0, 0, 5)).to(HALF).contiguous(memory_format=CHANNELS_LAST)


def conv(map_, weight, stride=1):
    """Without bias or padding; three channels in or out go as eight."""
    outs, ins = weight.shape[:2]
    if ins == 3 or outs == 3:
        weight = F.pad(weight, (0, 0, 0, 0, 0, 8 - ins if ins == 3 else 0, 0, 8 - outs if outs == 3 else 0))
    return F.conv2d(map_, weight.to(HALF).contiguous(memory_format=CHANNELS_LAST), stride=stride)


def conv_after_doubling(map_, weight):
    """The four phases of conv(reflected(double(map_)))."""
    outs, ins = weight.shape[:2]
    folded = torch.einsum("pai,qbj,ocij->pqocab", FOLD, FOLD, weight).reshape(4 * outs, ins, 2, 2)
    return conv(F.pad(map_, (1, 1, 1, 1), "replicate").contiguous(memory_format=CHANNELS_LAST), folded)


def moments(map_, unbiased):
    """Means and standard deviations [n, c], in float32."""
    map_ = map_.float()
    return map_.mean((2, 3)), (map_.var((2, 3), unbiased=unbiased) + 1e-5).sqrt()


def normalised(map_, mean, deviation):
    return (map_ * wide(1 / deviation).to(map_.dtype) - wide(mean / deviation).to(map_.dtype)).contiguous(memory_format=CHANNELS_LAST)


class Vgg:
    """The frozen encoder f."""
    ORDER = ("conv1_1", "conv1_2", "P", "conv2_1", "conv2_2", "P", "conv3_1", "conv3_2", "conv3_3", "conv3_4", "P", "conv4_1")

    def __init__(self, tensors):
        p = {name.removeprefix("encoder."): t.to(DEVICE) for name, t in tensors.items() if not name.startswith("decoder.")}
        # conv0, 1x1, commutes with reflection.
        mix, first = p["conv0.weight"][:, :, 0, 0], p["conv1_1.weight"]
        p["conv1_1.bias"] = p["conv1_1.bias"] + torch.einsum("oihw,i->o", first, p["conv0.bias"])
        p["conv1_1.weight"] = torch.einsum("oihw,ij->ojhw", first, mix)
        self.p = p
        self.half = {name: p[name + ".weight"].to(HALF).contiguous(memory_format=CHANNELS_LAST) for name in self.ORDER if name != "P"}

    def __call__(self, picture):
        """[n, 3, h, w] in 0 to 1 -> relu4_1 [n, 512, h/8, w/8], and (mean, unbiased deviation) of the four layers."""
        x, statistics = of_picture(picture), []
        for name, following in zip(self.ORDER, self.ORDER[1:] + ("",)):
            if name == "P":
                continue
            y = conv(x, self.half[name])
            first = name.endswith("_1")
            x, mean, variance = between(y, self.p[name + ".bias"], pad=int(following != ""), pool=following == "P", stats=first)
            if first:
                places = y.shape[2] * y.shape[3]
                statistics.append((mean, (variance * (places / (places - 1)) + 1e-5).sqrt()))
        return x, statistics

    def exact(self, picture):
        """The same by the library alone: relu1_1 to relu4_1."""
        x, maps = picture, []
        for name in self.ORDER:
            if name == "P":
                x = F.max_pool2d(x, 2, ceil_mode=True)
                continue
            x = F.relu(F.conv2d(F.pad(x, (1, 1, 1, 1), "reflect"), self.p[name + ".weight"], self.p[name + ".bias"]))
            if name.endswith("_1"):
                maps.append(x)
        return maps


class Modulated:
    """What slim's decoder and that of vgg19 share: y of a convolution becomes y (1 + A z) + B z."""

    def __init__(self, p):
        self.p = p

    def by(self, name, z, contents):
        """Scale and shift [contents, c] of a layer, its bias in the shift."""
        a, b = (z @ self.p[name + ".modulation"].t()).chunk(2, 1)
        times = contents // z.shape[0]
        return (1 + a).repeat(times, 1), (self.p[name + ".bias"] * (1 + a) + b).repeat(times, 1)

    def block(self, x, name, z):
        p, n = self.p, x.shape[0]
        scale, shift = self.by(name + ".conv1", z, n)
        y, _, _ = between(conv(reflected(x), p[name + ".conv1.weight"]), shift, scale)
        scale, shift = self.by(name + ".conv2", z, n)
        return x + (conv(y, p[name + ".conv2.weight"]) * wide(scale).to(HALF) + wide(shift).to(HALF))

    def up(self, x, name, z, pad=0, relu=True):
        scale, shift = self.by(name, z, x.shape[0])
        return between(conv_after_doubling(x, self.p[name + ".weight"]), shift, scale, pad=pad, up=True, relu=relu)[0]

    def out(self, x):
        return conv(x, self.p["decoder.out.weight"])[:, :3].float() + self.p["decoder.out.bias"][None, :, None, None]


class Slim(Modulated):
    CELL = 4

    def encode(self, picture):
        p, statistics = self.p, []
        x = of_picture((picture - 0.5) * 4)
        for name, stride, pad in (("conv1", 1, 1), ("down1", 2, 1), ("down2", 2, 0)):
            x, mean, variance = between(conv(x, p[f"encoder.{name}.weight"], stride), p[f"encoder.{name}.bias"], pad=pad, stats=pad == 1)
            if pad:
                statistics.append((mean, (variance + 1e-5).sqrt()))
        for block in ("encoder.block1", "encoder.block2"):
            y, _, _ = between(conv(reflected(x), p[block + ".conv1.weight"]), p[block + ".conv1.bias"])
            x = x + (conv(y, p[block + ".conv2.weight"]) + p[block + ".conv2.bias"].to(HALF)[None, :, None, None])
            statistics.append(moments(x, False))
        return x, statistics

    def paint(self, contents, style, vgg=None, observed=None):
        """contents [k n, 3, h, w], style [n, 3, h, w] -> [k n, 3, h, w] in float32, not clamped."""
        many, n = contents.shape[0], style.shape[0]
        f, statistics = self.encode(torch.cat([contents, style]))
        z = torch.cat([m[many:] for pair in statistics for m in pair], 1)
        mean, deviation = statistics[3]
        ratio = deviation[many:].repeat(many // n, 1) / deviation[:many]
        x = f[:many] * wide(ratio).to(HALF) + wide(mean[many:].repeat(many // n, 1) - mean[:many] * ratio).to(HALF)
        x = self.block(self.block(x.contiguous(memory_format=CHANNELS_LAST), "decoder.block1", z), "decoder.block2", z)
        return self.out(self.up(self.up(x, "decoder.up1", z), "decoder.up2", z, pad=1))


class Vgg19Modulated(Modulated):
    CELL = 8
    UNIT = 0.02  # the projection learns from statistics in this unit

    def paint(self, contents, style, vgg, observed):
        """As Slim's; observed: the style's statistics of the four layers, each (mean, deviation) [n, c]."""
        many, n = contents.shape[0], observed[0][0].shape[0]
        with torch.no_grad():
            f, statistics = vgg(contents)
            mean, deviation = statistics[3]
            x = normalised(f, mean, deviation)
            x = x * wide(observed[3][1].repeat(many // n, 1)).to(HALF) + wide(observed[3][0].repeat(many // n, 1)).to(HALF)
        z = (torch.cat([m for pair in observed for m in pair], 1) * self.UNIT) @ self.p["decoder.projection"].t()
        scale, shift = self.by("decoder.in", z, many)
        x, _, _ = between(conv(reflected(x), self.p["decoder.in.weight"]), shift, scale, pad=0)
        x = self.block(self.block(x, "decoder.block1", z), "decoder.block2", z)
        x = self.up(x, "decoder.up1", z, relu=False)
        x = self.block(self.block(x, "decoder.block3", z), "decoder.block4", z)
        return self.out(self.up(self.up(x, "decoder.up2", z), "decoder.up3", z, pad=1))


def trainee(tensors, metadata):
    """The network of a model file, its learned parameters, and those that stay."""
    if metadata["network"] == "slim":
        return Slim, tensors, {}
    if metadata["network"] != "vgg19-modulated":
        raise SystemExit("The networks that learn here are slim and vgg19-modulated, not %s." % metadata["network"])
    learned = {name: t for name, t in tensors.items() if name.startswith("decoder.")}
    learned["decoder.projection"] = learned["decoder.projection"] / Vgg19Modulated.UNIT
    return Vgg19Modulated, learned, {name: t for name, t in tensors.items() if name not in learned}


def stored(learned):
    """The tensors of a model file of these parameters."""
    return {name: t * Vgg19Modulated.UNIT if name == "decoder.projection" else t for name, t in learned.items()}
