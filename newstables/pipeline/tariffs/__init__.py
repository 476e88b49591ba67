"""Tariff claims: who puts what charge on whose goods, read by a trained network."""

from newstables.pipeline.tariffs.component import make_tariffs

__all__ = ["make_tariffs"]
