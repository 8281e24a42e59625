"""A frame in, an Altair chart out: the claims of one measure, the sources by subjects, the voices behind each subject.

Everything is drawn on this machine. Colours are those of Okabe and Ito, and nothing is said by a colour alone.
"""

from ketclaims.plots.matrix import plot_matrix
from ketclaims.plots.measures import plot_measure
from ketclaims.plots.pictures import draw_png, draw_svg, show_pictures
from ketclaims.plots.voices import plot_voices

__all__ = ["draw_png", "draw_svg", "plot_matrix", "plot_measure", "plot_voices", "show_pictures"]
