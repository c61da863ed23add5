"""What lies between two convolutions, in one pass over the map: scale and shift, ReLU, upsampling or pooling,
reflection padding, channel statistics; and the gradients of all that.

Maps are [n, c, h, w], bfloat16, channels last. On a card the passes are Triton kernels; elsewhere, and to check
those, plain PyTorch in float32.
"""
import torch
import torch.nn.functional as F

CHANNELS_LAST = torch.channels_last
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
HALF = torch.bfloat16 if DEVICE == "cuda" else torch.float32
BLOCK = 1024

if DEVICE == "cuda":
    import triton
    import triton.language as tl

    @triton.jit
    def _reflected(i, n: tl.constexpr):
        i = tl.where(i < 0, -i, i)
        return tl.where(i >= n, 2 * n - 2 - i, i)

    @triton.jit
    def _shuffled(n, y, x, c, C: tl.constexpr, H: tl.constexpr, W: tl.constexpr):
        """Where the place (y, x) of an upsampled map [n, C, H, W] lies in its four phases [n, 4 C, H/2 + 1, W/2 + 1]."""
        row = n * (H // 2 + 1) + (y >> 1) + (y & 1)
        return (row * (W // 2 + 1) + (x >> 1) + (x & 1)) * (4 * C) + ((y & 1) * 2 + (x & 1)) * C + c

    @triton.jit
    def _forward(map_, scale, shift, out, total, C: tl.constexpr, H: tl.constexpr, W: tl.constexpr,
                 PAD: tl.constexpr, UP: tl.constexpr, RELU: tl.constexpr, SCALE: tl.constexpr,
                 EACH: tl.constexpr, BLOCK: tl.constexpr):
        i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
        ok = i < total
        PH: tl.constexpr = H + 2 * PAD
        PW: tl.constexpr = W + 2 * PAD
        c = i % C
        x = _reflected(i // C % PW - PAD, W)
        y = _reflected(i // (C * PW) % PH - PAD, H)
        n = i // (C * PW * PH)
        source = _shuffled(n, y, x, c, C, H, W) if UP else ((n * H + y) * W + x) * C + c
        v = tl.load(map_ + source, mask=ok, other=0.0).to(tl.float32)
        k = n * C + c if EACH else c
        if SCALE:
            v = v * tl.load(scale + k, mask=ok, other=0.0)
        v = v + tl.load(shift + k, mask=ok, other=0.0)
        if RELU:
            v = tl.maximum(v, 0.0)
        tl.store(out + i, v.to(tl.bfloat16), mask=ok)

    @triton.jit
    def _unpadded(g, n, y, x, c, ok, C: tl.constexpr, H: tl.constexpr, W: tl.constexpr, PAD: tl.constexpr):
        """The gradient of a place: its own in the padded map, and that of its reflections."""
        PH: tl.constexpr = H + 2 * PAD
        PW: tl.constexpr = W + 2 * PAD
        top = n * PH
        a = tl.load(g + ((top + y + PAD) * PW + x + PAD) * C + c, mask=ok, other=0.0).to(tl.float32)
        if PAD == 1:
            yr = tl.where(y == 1, 0, H + 1)
            xr = tl.where(x == 1, 0, W + 1)
            in_y = ok & ((y == 1) | (y == H - 2))
            in_x = ok & ((x == 1) | (x == W - 2))
            a += tl.load(g + ((top + yr) * PW + x + 1) * C + c, mask=in_y, other=0.0).to(tl.float32)
            a += tl.load(g + ((top + y + 1) * PW + xr) * C + c, mask=in_x, other=0.0).to(tl.float32)
            a += tl.load(g + ((top + yr) * PW + xr) * C + c, mask=in_y & in_x, other=0.0).to(tl.float32)
        return a

    @triton.jit
    def _backward(g, out, scale, slope, offset, before, after, total, C: tl.constexpr, H: tl.constexpr,
                  W: tl.constexpr, PAD: tl.constexpr, UP: tl.constexpr, RELU: tl.constexpr,
                  SCALE: tl.constexpr, STATS: tl.constexpr, BLOCK: tl.constexpr):
        """before: the gradient of map * scale + shift; after: that of the map."""
        i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
        ok = i < total
        c = i % C
        x = i // C % W
        y = i // (C * W) % H
        n = i // (C * W * H)
        a = _unpadded(g, n, y, x, c, ok, C, H, W, PAD)
        if RELU:
            PH: tl.constexpr = H + 2 * PAD
            PW: tl.constexpr = W + 2 * PAD
            o = tl.load(out + ((n * PH + y + PAD) * PW + x + PAD) * C + c, mask=ok, other=0.0).to(tl.float32)
            if STATS:
                a += tl.load(slope + n * C + c, mask=ok, other=0.0) * o + tl.load(offset + n * C + c, mask=ok, other=0.0)
            a = tl.where(o > 0, a, 0.0)
        at = _shuffled(n, y, x, c, C, H, W) if UP else i
        tl.store(before + at, a.to(tl.bfloat16), mask=ok)
        if SCALE:
            tl.store(after + at, (a * tl.load(scale + n * C + c, mask=ok, other=0.0)).to(tl.bfloat16), mask=ok)

    @triton.jit
    def _pool_forward(map_, shift, out, total, C: tl.constexpr, H: tl.constexpr, W: tl.constexpr, BLOCK: tl.constexpr):
        """H, W: of the pooled map."""
        i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
        ok = i < total
        c = i % C
        x = _reflected(i // C % (W + 2) - 1, W)
        y = _reflected(i // (C * (W + 2)) % (H + 2) - 1, H)
        n = i // (C * (W + 2) * (H + 2))
        at = map_ + ((n * 2 * H + 2 * y) * (2 * W) + 2 * x) * C + c
        upper = tl.maximum(tl.load(at, mask=ok, other=0.0), tl.load(at + C, mask=ok, other=0.0))
        lower = tl.maximum(tl.load(at + 2 * W * C, mask=ok, other=0.0), tl.load(at + 2 * W * C + C, mask=ok, other=0.0))
        v = tl.maximum(upper, lower).to(tl.float32) + tl.load(shift + c, mask=ok, other=0.0)
        tl.store(out + i, tl.maximum(v, 0.0).to(tl.bfloat16), mask=ok)

    @triton.jit
    def _pool_backward(g, map_, shift, after, total, C: tl.constexpr, H: tl.constexpr, W: tl.constexpr, BLOCK: tl.constexpr):
        """The first of the four largest takes the gradient."""
        i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
        ok = i < total
        c = i % C
        x = i // C % W
        y = i // (C * W) % H
        n = i // (C * W * H)
        a = _unpadded(g, n, y, x, c, ok, C, H, W, 1)
        at = ((n * 2 * H + 2 * y) * (2 * W) + 2 * x) * C + c
        p = tl.load(map_ + at, mask=ok, other=0.0).to(tl.float32)
        q = tl.load(map_ + at + C, mask=ok, other=0.0).to(tl.float32)
        r = tl.load(map_ + at + 2 * W * C, mask=ok, other=0.0).to(tl.float32)
        s = tl.load(map_ + at + 2 * W * C + C, mask=ok, other=0.0).to(tl.float32)
        m = tl.maximum(tl.maximum(p, q), tl.maximum(r, s))
        a = tl.where(m + tl.load(shift + c, mask=ok, other=0.0) > 0, a, 0.0)
        tl.store(after + at, tl.where(p == m, a, 0.0).to(tl.bfloat16), mask=ok)
        tl.store(after + at + C, tl.where((q == m) & (p < m), a, 0.0).to(tl.bfloat16), mask=ok)
        tl.store(after + at + 2 * W * C, tl.where((r == m) & (p < m) & (q < m), a, 0.0).to(tl.bfloat16), mask=ok)
        tl.store(after + at + 2 * W * C + C, tl.where((p < m) & (q < m) & (r < m), a, 0.0).to(tl.bfloat16), mask=ok)

    @triton.jit
    def _sums(map_, shift, parts, places, chunks, C: tl.constexpr, ROWS: tl.constexpr, TURNS: tl.constexpr):
        """parts [n, chunks, 2, C]: sums of relu(map + shift) and of its square."""
        n = tl.program_id(0)
        chunk = tl.program_id(1)
        c = tl.arange(0, C)
        b = tl.load(shift + c)[None, :]
        sums = tl.zeros([C], tl.float32)
        squares = tl.zeros([C], tl.float32)
        for turn in range(TURNS):
            at = (chunk * TURNS + turn) * ROWS + tl.arange(0, ROWS)
            ok = (at < places)[:, None]
            v = tl.load(map_ + (n * places + at)[:, None] * C + c[None, :], mask=ok, other=0.0).to(tl.float32)
            v = tl.where(ok, tl.maximum(v + b, 0.0), 0.0)
            sums += tl.sum(v, 0)
            squares += tl.sum(v * v, 0)
        tl.store(parts + (n * chunks + chunk) * 2 * C + c, sums)
        tl.store(parts + ((n * chunks + chunk) * 2 + 1) * C + c, squares)


def _blocks(total):
    return ((total + BLOCK - 1) // BLOCK,)


def _empty(*shape):
    return torch.empty(shape, device=DEVICE, dtype=HALF, memory_format=CHANNELS_LAST)


class _Pass(torch.autograd.Function):
    @staticmethod
    def forward(ctx, map_, scale, shift, relu, pad, up, pool, stats):
        map_ = map_.contiguous(memory_format=CHANNELS_LAST)
        shift = shift.contiguous()
        scale = None if scale is None else scale.contiguous()
        n, C, H, W = map_.shape
        if up:
            C, H, W = C // 4, 2 * (H - 1), 2 * (W - 1)
        elif pool:
            H, W = H // 2, W // 2
        out = _empty(n, C, H + 2 * pad, W + 2 * pad)
        total = out.numel()
        if pool:
            _pool_forward[_blocks(total)](map_, shift, out, total, C, H, W, BLOCK=BLOCK)
        else:
            _forward[_blocks(total)](map_, shift if scale is None else scale, shift, out, total, C, H, W, PAD=pad,
                                     UP=up, RELU=relu, SCALE=scale is not None, EACH=shift.dim() == 2, BLOCK=BLOCK)
        mean = variance = None
        if stats:
            rows, turns, places = max(1, 4096 // C), 8, H * W
            chunks = (places + rows * turns - 1) // (rows * turns)
            parts = torch.empty((n, chunks, 2, C), device=DEVICE)
            _sums[(n, chunks)](map_, shift, parts, places, chunks, C=C, ROWS=rows, TURNS=turns)
            sums = parts.sum(1) / places
            mean = sums[:, 0]
            variance = (sums[:, 1] - mean * mean).clamp(min=0)
        ctx.how = relu, pad, up, pool, stats, C, H, W
        ctx.save_for_backward(map_ if pool or scale is not None else None, scale, shift, None if pool else out, mean)
        return out, mean, variance

    @staticmethod
    def backward(ctx, g, g_mean, g_variance):
        relu, pad, up, pool, stats, C, H, W = ctx.how
        map_, scale, shift, out, mean = ctx.saved_tensors
        g = g.contiguous(memory_format=CHANNELS_LAST)
        n = g.shape[0]
        total = n * C * H * W
        if pool:
            after = torch.empty_like(map_)
            _pool_backward[_blocks(total)](g, map_, shift, after, total, C, H, W, BLOCK=BLOCK)
            return after, *[None] * 7
        before = _empty(n, 4 * C, H // 2 + 1, W // 2 + 1).zero_() if up else _empty(n, C, H, W)
        after = before if scale is None else torch.zeros_like(before) if up else torch.empty_like(before)
        slope = offset = shift
        if stats:
            slope = (2 * g_variance / (H * W)).contiguous()
            offset = (g_mean / (H * W) - slope * mean).contiguous()
        _backward[_blocks(total)](g, out, shift if scale is None else scale, slope, offset, before, after, total, C, H, W,
                                  PAD=pad, UP=up, RELU=relu, SCALE=scale is not None, STATS=stats, BLOCK=BLOCK)

        def summed(x):
            s = x.sum((2, 3), dtype=torch.float32)
            return s.view(n, 4, C).sum(1) if up else s

        g_scale = None if scale is None else summed(before * map_)
        g_shift = None
        if ctx.needs_input_grad[2]:
            g_shift = summed(before) if shift.dim() == 2 else summed(before).sum(0)
        return after, g_scale, g_shift, *[None] * 5


def _phases_apart(map_):
    """[n, 4 c, h + 1, w + 1] -> [n, c, 2 h, 2 w]: the four phases of a convolution after upsampling, folded into a 2x2
    one over the small map with its edge repeated, brought to their places."""
    n, c, h, w = map_.shape[0], map_.shape[1] // 4, map_.shape[2] - 1, map_.shape[3] - 1
    p = map_.view(n, 2, 2, c, h + 1, w + 1)
    rows = [torch.stack([p[:, i, j, :, i:i + h, j:j + w] for j in (0, 1)], -1) for i in (0, 1)]
    return torch.stack(rows, 3).reshape(n, c, 2 * h, 2 * w)


def plain(map_, scale, shift, relu, pad, up, pool, stats):
    if up:
        map_ = _phases_apart(map_)
    v = map_.float()
    if scale is not None:
        v = v * scale[:, :, None, None]
    v = v + (shift if shift.dim() == 2 else shift[None])[:, :, None, None]
    if relu:
        v = F.relu(v)
    mean = variance = None
    if stats:
        mean = v.mean((2, 3))
        variance = ((v * v).mean((2, 3)) - mean * mean).clamp(min=0)
    v = v.to(map_.dtype)
    if pool:
        v = F.max_pool2d(v, 2)
    if pad:
        v = F.pad(v, (1, 1, 1, 1), "reflect")
    return v.contiguous(memory_format=CHANNELS_LAST), mean, variance


def between(map_, shift, scale=None, relu=True, pad=1, up=False, pool=False, stats=False):
    """pad(pool(relu(map * scale + shift))), and with stats the mean and biased variance [n, c] of the ReLU.

    map_: of a convolution; with up the four phases of _phases_apart. shift: [c], or [n, c]. scale: none, or [n, c].
    """
    one = _Pass.apply if DEVICE == "cuda" else plain
    return one(map_, scale, shift, relu, pad, up, pool, stats)
