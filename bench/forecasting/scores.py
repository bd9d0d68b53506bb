"""Scores of forecasts, as the M4 competition defines them (Makridakis, Spiliotis & Assimakopoulos, International Journal
of Forecasting 36, 2020), and Naive2, against which they are held."""
import numpy as np


def smape(actual, forecast):
    size = np.abs(actual) + np.abs(forecast)
    return 200 * np.mean(np.where(size > 0, np.abs(actual - forecast) / np.where(size > 0, size, 1), 0))


def scale(history, season):
    """The mean change from a season ago; None for a constant history."""
    lag = season if len(history) > season else 1
    change = np.mean(np.abs(history[lag:] - history[:-lag]))
    return change if change > 0 else None


def msis(actual, low, high, unit):
    """Of 95 % ranges: their width, and forty times what lies outside."""
    miss = 40 * (np.maximum(low - actual, 0) + np.maximum(actual - high, 0))
    return np.mean(high - low + miss) / unit


def is_seasonal(history, season):
    count = len(history)
    if season < 2 or count < 3 * season:
        return False
    rest = history - history.mean()
    variance = (rest * rest).sum()
    if variance <= 1e-12:
        return False
    lags = np.array([(rest[lag:] * rest[:-lag]).sum() / variance for lag in range(1, season + 1)])
    return abs(lags[-1]) > 1.645 * np.sqrt((1 + 2 * (lags[:-1] ** 2).sum()) / count)


def naive2(history, season, horizon):
    """The last value without its season, with the season of each step: classical decomposition."""
    count = len(history)
    if not is_seasonal(history, season):
        return np.full(horizon, history[-1])
    multiplies = history.min() > 0
    half = season // 2
    parts = [[] for _ in range(season)]
    for step in range(half, count - half):
        if season % 2:
            trend = history[step - half:step + half + 1].mean()
        else:
            trend = (history[step - half:step + half].sum() + history[step - half + 1:step + half + 1].sum()) / (2 * season)
        parts[step % season].append(history[step] / trend if multiplies else history[step] - trend)
    index = np.array([np.mean(part) if part else float(multiplies) for part in parts])
    index = np.maximum(index / index.mean(), 0.05) if multiplies else index - index.mean()
    last = index[(count - 1) % season]
    base = history[-1] / last if multiplies else history[-1] - last
    ahead = index[(count + np.arange(horizon)) % season]
    return base * ahead if multiplies else base + ahead


def table_row(histories, futures, naive, season, forecasts):
    """sMAPE, MASE, OWA, shares held by 80 and 95 % ranges, and MSIS over the series that are forecast."""
    errors, scaled, naive_errors, naive_scaled, held80, held95, widths = [], [], [], [], [], [], []
    for name, forecast in forecasts.items():
        actual = futures[name]
        steps = len(actual)
        mean, low80, high80, low95, high95 = (column[:steps] for column in forecast.T)
        unit = scale(histories[name], season)
        errors.append(smape(actual, mean))
        naive_errors.append(smape(actual, naive[name][:steps]))
        held80.append(np.mean((low80 <= actual) & (actual <= high80)))
        held95.append(np.mean((low95 <= actual) & (actual <= high95)))
        if unit:
            scaled.append(np.abs(actual - mean).mean() / unit)
            naive_scaled.append(np.abs(actual - naive[name][:steps]).mean() / unit)
            widths.append(msis(actual, low95, high95, unit))
    owa = (np.mean(errors) / np.mean(naive_errors) + np.mean(scaled) / np.mean(naive_scaled)) / 2
    return np.mean(errors), np.mean(scaled), owa, np.mean(held80), np.mean(held95), np.mean(widths)
