"""The VAEs of bench.NETS in PyTorch.

usage: torch_vae.py step NET THREADS SECONDS [--compile]
       torch_vae.py encode NET THREADS SECONDS
       torch_vae.py train IMAGES MODEL THREADS EPOCHS     the net m400
       torch_vae.py encode-file IMAGES MODEL THREADS

A step takes the rows of its batch from an order, binarizes them anew, draws noise, and does forward, backward and Adam.
"""

import sys

import torch
from torch import nn
from torch.nn import functional as F

import bench


class Vae(nn.Module):
    def __init__(self, width, hidden, latent, binarized):
        super().__init__()
        self.binarized = binarized
        self.encoder = mlp([width, *hidden])
        self.mean = nn.Linear(hidden[-1], latent)
        self.log_variance = nn.Linear(hidden[-1], latent)
        self.decoder = nn.Sequential(mlp([latent, *hidden[::-1]]), nn.Linear(hidden[0], width))

    def encode(self, x):
        return self.mean(self.encoder(x))

    def forward(self, x):
        """The negative ELBO, the mean over the rows."""
        if self.binarized:
            x = torch.bernoulli(x)
        features = self.encoder(x)
        mean, log_variance = self.mean(features), self.log_variance(features)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        out = self.decoder(z)
        if self.binarized:
            reconstruction = F.binary_cross_entropy_with_logits(out, x, reduction="sum")
        else:
            reconstruction = 0.5 * F.mse_loss(out, x, reduction="sum")
        divergence = -0.5 * torch.sum(1 + log_variance - mean.pow(2) - log_variance.exp())
        return (reconstruction + divergence) / len(x)


def mlp(sizes):
    layers = []
    for before, after in zip(sizes, sizes[1:]):
        layers += [nn.Linear(before, after), nn.ReLU()]
    return nn.Sequential(*layers)


def make(net):
    width, hidden, latent, batch, binarized = bench.NETS[net]
    torch.manual_seed(0)
    return Vae(width, hidden, latent, binarized), batch


def steps(loss, model, data, batch):
    """Takes a step each time it is called, epoch after epoch."""
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    while True:
        for chosen in torch.randperm(len(data)).split(batch):
            optimizer.zero_grad()
            value = loss(data[chosen])
            value.backward()
            optimizer.step()
            yield value


def main(what, *arguments):
    compiled = "--compile" in arguments
    engine = "torch-compile" if compiled else "torch"
    arguments = [a for a in arguments if a != "--compile"]
    if what in ("train", "encode-file"):
        images, path, threads, *epochs = arguments
        torch.set_num_threads(int(threads))
        data = torch.from_numpy(bench.images(images))
        model, batch = make("m400")
        if what == "train":
            training = steps(model, model, data, batch)
            for _ in range(int(epochs[0]) * -(-len(data) // batch)):
                next(training)
            torch.save(model.state_dict(), path)
        else:
            model.load_state_dict(torch.load(path))
            with torch.inference_mode():
                print(model.encode(data).numpy())
        return
    net, threads, seconds = arguments[0], int(arguments[1]), float(arguments[2])
    torch.set_num_threads(threads)
    model, batch = make(net)
    place = (net, threads, engine, torch.__version__)
    if what == "step":
        loss = torch.compile(model) if compiled else model
        training = steps(loss, model, torch.from_numpy(bench.rows(net, 8192)), batch)
        bench.measure("step", *place, seconds, lambda: next(training))
        bench.report_memory(*place)
    else:
        data = torch.from_numpy(bench.rows(net, 4096))
        with torch.inference_mode():
            for count in (1, 64, 1024, 4096):
                some = data[:count]
                bench.measure(f"encode {count}", *place, seconds, lambda: model.encode(some).numpy())


main(*sys.argv[1:])
