# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Where five sources agree, and where they conflict
#
# Five health pages describe ketamine therapy. This notebook holds every figure of every page against the figures of
# the others and says, for each pair, whether the two
#
# | verdict | when |
# | --- | --- |
# | **agree** | are the same figure, once units, rounding and an "about" are allowed for |
# | are **compatible** | can both be true: one holds the other, or they overlap |
# | **conflict** | cannot both be true as they are stated |
# | are **undetermined** | lack something without which nobody can tell, such as the route of a bioavailability |
# | are **not comparable** | are about different things: another condition, route, time point |
#
# Pages of one publisher are one *voice*. When they agree with each other, that is repetition, not confirmation.
#
# In short:
#
# - **They agree** that ketamine was approved in 1970, that about 20 % of a swallowed dose reaches the circulation,
#   that a series is six infusions, and that ketamine acts within hours where tablets need weeks.
# - **They contradict each other** on how many people with anxiety respond, how often suicidal thoughts subside, how
#   many depressed patients reach remission, and how fast *oral* ketamine acts.
# - **Some of the agreement is none**: 71 %, 63 % and "up to 80 %" stand on two pages of one publisher.
#
# The charts are still pictures, so that they can be read anywhere. Without the line `show_pictures()` they answer to
# the pointer, and the exact quote appears beside every mark.

# %%
import pandas as pd
from IPython.display import display

import ketclaims as kc
from ketclaims.plots import show_pictures

show_pictures()
pd.set_option("display.max_colwidth", None, "display.max_rows", 200)

claims = kc.load_claims()
result = kc.compare(claims)
result

# %% [markdown]
# ## All of it in one picture
#
# A row is a measure with its condition and treatment, a column is a source, and a cell holds what the source says.
# The letter and the colour give the verdict that weighs most among the pairs of that cell with *other* sources: **X**
# where at least one other source contradicts it. `newy` and `innerbloom` belong to one publisher and stand side by
# side; where only those two speak, the cell says **R**.

# %%
result.plot_matrix()

# %% [markdown]
# The same in numbers, between different sources only. Most pairs are not comparable, and that is as it should be: a
# response on day one says nothing against a response on day three.

# %%
across = result.pairs[~result.pairs["same_source"]]
across.groupby(["measure", "verdict"], observed=True).size().unstack(fill_value=0)

# %%
conflicts = result.pairs[result.pairs["verdict"] == "conflict"]
conflicts = conflicts.assign(open_fields=conflicts["loose"].str.split("; ").str.len().fillna(0))
conflicts = conflicts.sort_values(["measure", "open_fields"], kind="stable")
assert len(conflicts) == 41, len(conflicts)
assert not conflicts["same_source"].any(), "no source contradicts itself"
conflicts.groupby("measure", observed=True).size().rename("conflicts").to_frame()

# %% [markdown]
# These conflicts are not equally hard. The reason of each names the fields that only one side states, or that are
# broader on one side: the fewer there are, the harder the conflict. Below they come in that order, each with both
# quotes.

# %% [markdown]
# ## Efficacy
#
# Read the chart from left to right: the condition and treatment, who says it, what else is said about the patients or
# the time, the figure on the axis, the figure as written.

# %%
result.plot("response_rate")

# %% [markdown]
# Three things stand out.
#
# - For **anxiety** `innerwell` claims 60–70 % and `transformative_power` 45–55 %. The ranges do not meet.
# - For **suicidal thoughts** `innerwell` reports 55 % within a day, `transformative_power` "75 %+" without any time.
#   That open time point is the only thing that could reconcile them.
# - For **treatment-resistant depression** both say 60–70 %: two voices, one figure.
#
# The first pair below is of another kind. `innerbloom` gives 71 % on day one and 54 % on day three; its sister site
# `newy` repeats the 71 % without the day. Without its time point a figure contradicts what it was taken from.

# %%
hardest = conflicts[(conflicts["measure"] == "response_rate") & (conflicts["open_fields"] == 1)]
result.side_by_side(hardest)

# %%
anxiety = hardest[hardest["reason"].str.contains("60–70 %") & hardest["reason"].str.contains("45–55 %")]
suicidal = hardest[hardest["reason"].str.contains("55 %.*at least 75 %")]
assert len(anxiety) == 1
assert suicidal["loose"].tolist() == ["timepoint"]

trd = result.groups[(result.groups["measure"] == "response_rate") & (result.groups["condition"] == "trd")]
assert set(trd["verdict"]) == {"consensus"}
assert set(trd["voices"]) == {2}

# %% [markdown]
# The other conflicts about response compare a narrower condition with a broader one, or leave more open. Whoever
# takes "depression" to include treatment-resistant depression should know them.

# %%
others = conflicts[(conflicts["measure"] == "response_rate") & (conflicts["open_fields"] > 1)]
result.side_by_side(others, context=False)

# %% [markdown]
# ### Remission
#
# `newy` says that remission "can exceed 50 %" after repeated treatment, its sister site `innerbloom` 51 %, and
# `transformative_power` about 40 % for treatment-resistant depression. As stated these cannot all be true of the same
# patients; treatment-resistant depression being the narrower condition is the likely reason, and the reason says so.

# %%
result.plot("remission_rate")

# %%
remission = conflicts[conflicts["measure"] == "remission_rate"]
assert remission["reason"].str.contains("TRD is narrower than depression").all()
result.side_by_side(remission)

# %% [markdown]
# ### Who does not respond

# %%
result.plot("nonresponse_rate")

# %% [markdown]
# ## Bioavailability
#
# How much of a dose reaches the circulation depends on the route, so without a route nothing can be compared. Three
# sources of two voices give about 20 % for swallowed ketamine, and three sources 100 % for the drip. One page lost a
# heading: "only 40 %" stands there without its route. It might be an error or another route; the verdict says
# *undetermined* and names what is missing, instead of guessing.

# %%
result.plot("bioavailability")

# %%
bioavailability = result.pairs[result.pairs["measure"] == "bioavailability"]
undetermined = bioavailability[bioavailability["verdict"] == "undetermined"]
undetermined[["source_a", "source_b", "loose", "reason"]]

# %%
oral = result.groups[(result.groups["measure"] == "bioavailability") & (result.groups["route"] == "oral")].iloc[0]
assert (oral["verdict"], oral["sources"], oral["voices"]) == ("consensus", 3, 2)
assert (bioavailability["verdict"] != "conflict").all()
assert undetermined["reason"].str.contains("without the route").all()

# %% [markdown]
# ## Time course
#
# Times run from minutes to months, so the axis is logarithmic. Most pages give no number at all: "within hours",
# "days to weeks". Such words stand for the interval that the codebook gives them and are drawn dashed.

# %%
result.plot("onset_time")

# %% [markdown]
# The sources agree that ketamine acts within hours and that antidepressant tablets need weeks. One claim is alone:
# `innerbloom` gives *oral* ketamine four to six weeks, as long as an antidepressant. Nobody else names a route there,
# so it stands against every source that says "hours".

# %%
onset = conflicts[conflicts["measure"] == "onset_time"]
result.side_by_side(onset, context=False)

# %%
result.plot("benefit_duration")

# %%
display(result.plot("recovery_time"))
result.side_by_side(conflicts[conflicts["measure"] == "recovery_time"])

# %% [markdown]
# ## Dosing
#
# Six infusions is what every voice allows, and all durations of a series overlap. Doses of another condition are
# another matter: 0.3 mg/kg was given for fibromyalgia, 0.5 mg/kg is a standard dose, and only one of the two pages
# says for what.

# %%
display(result.plot("series_doses"), result.plot("series_duration"), result.plot("session_duration"))

# %%
series = result.groups[(result.groups["measure"] == "series_doses") & (result.groups["route"] == "iv")]
assert set(series["verdict"]) == {"consensus"}
assert set(series["low"]) == set(series["high"]) == {6.0}
assert series["voices"].max() == 4

# %%
display(result.plot("dose"), result.plot("doses_to_response"))

# %%
dosing = conflicts[conflicts["measure"].isin(["dose", "doses_to_response"])]
result.side_by_side(dosing, context=False)

# %% [markdown]
# `innerbloom` sorts its patients into those who respond after 1–2, 3–4 or 5 and more treatments. These differ between
# patients, so they are no contradiction of the page with itself:

# %%
classes = result.pairs[(result.pairs["measure"] == "doses_to_response") & result.pairs["same_source"]]
assert (classes["verdict"] != "conflict").all()
classes[["source_a", "verdict", "reason"]]

# %% [markdown]
# ## History
#
# Four sources of three voices date the approval to 1970. "The 1960s" and 1962 for the first synthesis are compatible:
# one holds the other.

# %%
display(result.plot("approval_year"), result.plot("synthesis_year"))

# %%
approval = result.groups[(result.groups["measure"] == "approval_year") & (result.groups["intervention"] == "ketamine")]
assert approval[["verdict", "sources", "voices"]].values.tolist() == [["consensus", 4, 3]]
assert (approval["low"].iloc[0], approval["high"].iloc[0]) == (1970, 1970)
synthesis = result.pairs[result.pairs["measure"] == "synthesis_year"]
assert (synthesis["verdict"] != "conflict").all()
synthesis[["source_a", "source_b", "verdict", "reason"]]

# %% [markdown]
# ## How many voices stand behind it
#
# A brick is one independent voice. `newy` and `innerbloom` are one publisher, so "innerbloom ×2" is still one brick.

# %%
result.plot_voices()

# %% [markdown]
# These figures stand on two pages and come from one voice. Counted as five sources they would look confirmed.

# %%
repeated = result.groups[result.groups["verdict"] == "repeated"]
assert set(repeated["voices"]) == {1}
assert {71.5, 63.5, 80.5} <= set(repeated["high"]), "71 %, 63 % and 80 %, rounding allowed for"
repeated[["measure", "condition", "timepoint", "sources", "voices", "reason"]].astype(object).fillna("")

# %% [markdown]
# ## Does the arithmetic come out?
#
# Some figures have to fit together although they measure different things: so many a day is one in so many minutes;
# who responds and who does not are at most all patients; who is in remission has responded; doses at a frequency take
# as long as the series.

# %%
assert (result.checks["verdict"] == "consistent").all()
suicides = result.checks[result.checks["check"] == "rate_times_interval"].iloc[0]
assert "132" in suicides["expected"]
assert "11 min" in suicides["found"]
result.checks[["check", "verdict", "expected", "found", "sources"]]

# %% [markdown]
# ## From a point back to the sentence
#
# Every row has the identifiers of its claims. `kc.show` puts one into its passage, `result.show` two beside each
# other:

# %%
first = remission.iloc[0]
result.show(first["claim_id_a"], first["claim_id_b"])

# %% [markdown]
# And the sentence behind every point of the charts above:

# %%
sentences = claims[["measure", "condition", "source", "value_text", "quote"]].sort_values("measure", kind="stable")
sentences.astype(object).fillna("")
