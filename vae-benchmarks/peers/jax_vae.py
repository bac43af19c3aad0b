"""The VAEs of bench.NETS in JAX, compiled whole: one dispatch a step, or with --scan fifty steps a dispatch.

usage: jax_vae.py step|encode NET THREADS SECONDS [--scan]
       jax_vae.py train IMAGES MODEL THREADS EPOCHS       the net m400
       jax_vae.py encode-file IMAGES MODEL THREADS

A step takes the rows of its batch from an order, binarizes them anew, draws noise, and does forward, backward and Adam.
With more than one thread, JAX takes the cores that the process may use.
"""

import os
import sys

if sys.argv[3 if sys.argv[1] in ("step", "encode") else 4] == "1":
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import jax.numpy as jnp
import numpy as np

import bench

SCANNED = 50


def initial(net, key):
    width, hidden, latent, _, _ = bench.NETS[net]
    encoder = list(zip([width, *hidden], hidden))
    heads = [(hidden[-1], latent)] * 2
    decoder = list(zip([latent, *hidden[::-1]], [*hidden[::-1], width]))
    layers = []
    for before, after in encoder + heads + decoder:
        key, own = jax.random.split(key)
        layers.append((jax.random.normal(own, (before, after)) / before**0.5, jnp.zeros(after)))
    return layers


def dense(layer, x):
    return x @ layer[0] + layer[1]


def encode(net, parameters, x):
    depth = len(bench.NETS[net][1])
    for layer in parameters[:depth]:
        x = jax.nn.relu(dense(layer, x))
    return dense(parameters[depth], x), dense(parameters[depth + 1], x)


def loss(net, parameters, x, key):
    """The negative ELBO, the mean over the rows."""
    hidden, binarized = bench.NETS[net][1], bench.NETS[net][4]
    binarization, noise = jax.random.split(key)
    if binarized:
        x = jax.random.bernoulli(binarization, x).astype(jnp.float32)
    mean, log_variance = encode(net, parameters, x)
    out = mean + jnp.exp(0.5 * log_variance) * jax.random.normal(noise, mean.shape)
    *inner, last = parameters[len(hidden) + 2 :]
    for layer in inner:
        out = jax.nn.relu(dense(layer, out))
    out = dense(last, out)
    reconstruction = jnp.sum(jax.nn.softplus(out) - x * out) if binarized else 0.5 * jnp.sum((out - x) ** 2)
    divergence = -0.5 * jnp.sum(1 + log_variance - mean**2 - jnp.exp(log_variance))
    return (reconstruction + divergence) / len(x)


def stepper(net):
    """A step of Adam: (state, data, chosen rows) to (state, loss)."""

    def step(state, data, chosen):
        parameters, first, second, count, key = state
        key, own = jax.random.split(key)
        value, gradient = jax.value_and_grad(lambda p: loss(net, p, data[chosen], own))(parameters)
        count = count + 1
        first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradient)
        second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradient)
        rate, scale = 1e-3 / (1 - 0.9**count), 1 / (1 - 0.999**count)
        parameters = jax.tree.map(lambda p, m, v: p - rate * m / (jnp.sqrt(v * scale) + 1e-8), parameters, first, second)
        return (parameters, first, second, count, key), value

    return step


def start(net):
    parameters = initial(net, jax.random.key(0))
    first, second = (jax.tree.map(jnp.zeros_like, parameters) for _ in range(2))
    return parameters, first, second, jnp.float32(0), jax.random.key(1)


def batches(count, batch, many=1):
    """Rows of batches, epoch after epoch; the last and shorter one of an epoch only if asked for one at a time."""
    generator = np.random.default_rng(0)
    while True:
        order = generator.permutation(count).astype(np.int32)
        if many > 1:
            whole = order[: count // batch * batch].reshape(-1, batch)
            yield np.resize(whole, (many, batch))
        else:
            yield from np.split(order, range(batch, count, batch))


def main(what, *arguments):
    scan = "--scan" in arguments
    engine = "jax-scan" if scan else "jax"
    arguments = [a for a in arguments if a != "--scan"]
    if what in ("train", "encode-file"):
        images, path, _, *epochs = arguments
        data = jnp.asarray(bench.images(images))
        if what == "train":
            batch = bench.NETS["m400"][3]
            step = jax.jit(stepper("m400"), donate_argnums=0)
            state, chosen = start("m400"), batches(len(data), batch)
            for _ in range(int(epochs[0]) * -(-len(data) // batch)):
                state, _ = step(state, data, next(chosen))
            np.savez(path, *[array for layer in state[0] for array in layer])
        else:
            arrays = list(np.load(path).values())
            parameters = list(zip(arrays[::2], arrays[1::2]))
            print(np.asarray(jax.jit(lambda p, x: encode("m400", p, x)[0])(parameters, data)))
        return
    net, threads, seconds = arguments[0], int(arguments[1]), float(arguments[2])
    place = (net, threads, engine, jax.__version__)
    batch = bench.NETS[net][3]
    if what == "step":
        data = jnp.asarray(bench.rows(net, 8192))
        one, state = stepper(net), start(net)
        many = lambda state, data, chosen: jax.lax.scan(lambda s, rows: one(s, data, rows), state, chosen)
        step = jax.jit(many if scan else one, donate_argnums=0)
        chosen = batches(len(data), batch, SCANNED if scan else 1)

        def task():
            nonlocal state
            state, _ = step(state, data, next(chosen))

        bench.measure("step", *place, seconds, task, SCANNED if scan else 1, lambda: jax.block_until_ready(state))
        bench.report_memory(*place)
    else:
        data = bench.rows(net, 4096)
        parameters = initial(net, jax.random.key(0))
        code = jax.jit(lambda p, x: encode(net, p, x)[0])
        for count in (1, 64, 1024, 4096):
            some = data[:count]
            bench.measure(f"encode {count}", *place, seconds, lambda: np.asarray(code(parameters, some)))


main(*sys.argv[1:])
