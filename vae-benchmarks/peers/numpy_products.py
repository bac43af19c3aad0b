"""The matrix products of a step alone, in NumPy: the floor of these kernels.   usage: numpy_products.py NET THREADS SECONDS"""

import os
import sys

net, threads, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
for library in ("OPENBLAS", "MKL", "OMP"):
    os.environ[library + "_NUM_THREADS"] = str(threads)

import numpy as np

import bench

width, hidden, latent, batch, _ = bench.NETS[net]
layers = list(zip([width, *hidden], hidden)) + [(hidden[-1], latent)] * 2
layers += list(zip([latent, *hidden[::-1]], [*hidden[::-1], width]))
generator = np.random.default_rng(0)
operands = []
for place, (before, after) in enumerate(layers):
    x, w, dy = (generator.random(shape, dtype=np.float32) for shape in ((batch, before), (before, after), (batch, after)))
    operands += [(x, w), (x.T, dy)] + ([(dy, w.T)] if place > 0 else [])  # nobody needs the gradient of the data


def products():
    for left, right in operands:
        left @ right


bench.measure("products alone", net, threads, "numpy", np.__version__, seconds, products)
