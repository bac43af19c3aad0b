"""What the peers' scripts share: the networks of Net.java, rows for them, and how a task is timed and reported."""

import gzip
import json
import statistics
import time

import numpy as np

# name: width of a row, hidden layers, latent dimensions, rows of a batch, whether rows are binarized
NETS = {
    "tiny": (10, [64, 32], 2, 32, False),
    "m400": (784, [400], 20, 128, True),
    "m512": (784, [512, 256], 32, 128, True),
    "wide": (784, [2048, 2048], 64, 512, True),
}


def rows(net, count):
    return np.random.default_rng(0).random((count, NETS[net][0]), dtype=np.float32)


def images(path):
    """Images of an IDX file as numbers in [0, 1]."""
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        return np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 784).astype(np.float32) / 255


def measure(what, net, threads, engine, version, seconds, task, steps=1, finish=lambda: None):
    """Repeats a task of some steps, and finishes each round; the median over those of the second half, for one step."""
    rounds, calls, start = [], 1, time.perf_counter()
    while len(rounds) < 3 or time.perf_counter() - start < seconds:
        begin = time.perf_counter()
        for _ in range(calls):
            task()
        finish()
        each = (time.perf_counter() - begin) / calls
        rounds.append(each * 1e6)
        calls = max(1, min(2 * calls, round(0.01 / each)))
    report(what, net, threads, engine, version, statistics.median(rounds[len(rounds) // 2 :]) / steps, "µs")


def report(what, net, threads, engine, version, value, unit):
    print(
        json.dumps(
            dict(measure=what, net=net, threads=threads, engine=engine, version=version, value=round(value, 3), unit=unit),
            ensure_ascii=False,
        ),
        flush=True,
    )


def report_memory(net, threads, engine, version):
    with open("/proc/self/status") as status:
        kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    report("memory of training", net, threads, engine, version, kilobytes / 1024, "MB")
