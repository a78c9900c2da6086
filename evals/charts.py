"""Curves as inline SVG."""

from __future__ import annotations

from html import escape

from evals.measure import Curve

__all__ = ["draw_curve"]

_SIDE = 220
_MARGIN = 34
_TICKS = (0.0, 0.5, 1.0)
_AXES = {
    "reliability": ("certainty", "share that was true"),
    "precision-recall": ("recall", "precision"),
}


def draw_curve(curve: Curve) -> str:
    """A figure; in a reliability curve dots grow with the cases they stand for, and the diagonal is ideal."""
    across, up = _AXES[curve.sort]
    parts = [_frame(), *_ticks()]
    if curve.sort == "reliability":
        (left, bottom), (right, top) = _place(0, 0), _place(1, 1)
        parts.append(_line([(left, bottom), (right, top)], "stroke:#888;stroke-dasharray:4"))
    places = [_place(*point) for point in curve.points]
    parts.append(_line(places, "stroke:#2563a8;stroke-width:2"))
    largest = max(curve.sizes, default=1)
    for number, (x, y) in enumerate(places):
        size = curve.sizes[number] if curve.sizes else 0
        radius = 2.5 + 5 * (size / largest) ** 0.5 if size else 1.5
        point = curve.points[number]
        label = f"{across} {point[0]:.2f}, {up} {point[1]:.2f}" + (f", {size} cases" if size else "")
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#2563a8">'
            f"<title>{label}</title></circle>"
        )
    middle = _MARGIN + _SIDE / 2
    parts.append(f'<text x="{middle}" y="{_SIDE + 2 * _MARGIN - 6}" text-anchor="middle">{across}</text>')
    parts.append(f'<text transform="translate(9 {middle}) rotate(-90)" text-anchor="middle">{up}</text>')
    whole = _SIDE + 2 * _MARGIN
    title = f"{escape(curve.title)}: {escape(curve.sort)}"
    return (
        f'<figure><svg width="{whole}" height="{whole}" viewBox="0 0 {whole} {whole}" role="img"'
        f' aria-label="{title}">'
        f"{''.join(parts)}</svg><figcaption>{title}</figcaption></figure>"
    )


def _place(x: float, y: float) -> tuple[float, float]:
    return _MARGIN + x * _SIDE, _MARGIN + (1 - y) * _SIDE


def _frame() -> str:
    return f'<rect x="{_MARGIN}" y="{_MARGIN}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#8886"/>'


def _ticks() -> list[str]:
    parts = []
    for tick in _TICKS:
        x, y = _place(tick, tick)
        parts.append(f'<text x="{x}" y="{_MARGIN + _SIDE + 13}" text-anchor="middle">{tick}</text>')
        parts.append(f'<text x="{_MARGIN - 4}" y="{y + 3}" text-anchor="end">{tick}</text>')
    return parts


def _line(places: list[tuple[float, float]], style: str) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return f'<polyline points="{points}" fill="none" style="{style}"/>'
