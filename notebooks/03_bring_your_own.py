# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Bring your own text
#
# Any page goes through the same steps as the five articles: find the numbers, decide which of them are claims, put
# the claims into the table, and hold them against the claims of others. The page below is invented for this notebook;
# no clinic says these things.

# %%
import pandas as pd

import ketclaims as kc
from ketclaims.plots import show_pictures

show_pictures()
pd.set_option("display.max_colwidth", None, "display.max_rows", 200)

# %%
page = """# Ketamine at a glance

Ketamine was approved as an anesthetic in 1970.

## How well does it work?

In treatment-resistant depression, about 65% of patients respond. For anxiety, 30-40% of patients respond.
Remission of depression is seen in 70% of patients after a series of 6 infusions.

## How fast, and for how long?

Ketamine works within hours, while antidepressants take 4 to 6 weeks. The relief lasts for about 10 days.

## What to expect

1. A standard series is 6 infusions over 2 to 3 weeks.
2. The infusion lasts 40 minutes, at 0.5 mg/kg.
3. Oral ketamine has a bioavailability of about 25%.

## Reference

1. Doe J, Roe R. An invented trial. J Made Up Stud. 2019;12(3):45-67.
"""

# %% [markdown]
# ## Step 1: the numbers
#
# `find_quantities` finds every number with its unit. The place of each is exact: cutting the text at `start` and
# `end` gives back what was read, so a quote cannot be wrong.

# %%
quantities = kc.find_quantities(page)
assert all(q.span.of(page) == page[q.span.start : q.span.end] for q in quantities)
pd.DataFrame(
    [(q.span.of(page), q.span.start, q.span.end, q.relation, str(q.low), str(q.high), q.unit) for q in quantities],
    columns=["as written", "start", "end", "relation", "low", "high", "unit"],
)

# %% [markdown]
# ## Step 2: claim, context, or neither
#
# Not every number claims something. `extract` accounts for all of them: a **claim** says how large something is, a
# **context** says of whom or when another claim holds, and an **excluded** number says nothing of the subject, for a
# reason that is named. Nothing is dropped in silence. Here twelve numbers are claims; these are the others.

# %%
ledger = kc.extract(page, source="example_page")
assert (len(ledger.claims), len(ledger.contexts), len(ledger.excluded)) == (12, 1, 4)
pd.DataFrame(
    [("context", c.quantity.span.of(page), "") for c in ledger.contexts]
    + [("excluded", e.span.of(page), e.reason) for e in ledger.excluded],
    columns=["disposition", "as written", "reason"],
)

# %% [markdown]
# ## Step 3: the table
#
# `claims_frame` makes the same table as the curated one: the same columns, types and units, checked row by row.

# %%
mine = kc.claims_frame([ledger])
assert list(mine.columns) == list(kc.load_claims().columns)
columns = ["value_text", "relation", "low", "high", "unit", "measure", "condition", "intervention", "route", "quote"]
mine[columns].astype(object).fillna("")

# %% [markdown]
# A parser reads a page without understanding it: check each row against its sentence before you rely on it. `kc.show`
# puts a claim into its passage.

# %%
anxiety = mine[mine["condition"] == "anxiety"].iloc[0]
assert (anxiety["measure"], anxiety["low"], anxiety["high"]) == ("response_rate", 30, 40)
kc.show(anxiety["claim_id"], mine)

# %% [markdown]
# ## Step 4: against the five
#
# Put your rows below the curated ones and compare. A page that speaks for a publisher who is already in the table
# gets that publisher's voice: `kc.claims_frame([ledger], voices={"example_page": "innerwell"})`. Then its agreement
# with that publisher counts as repetition.

# %%
together = pd.concat([kc.load_claims(), mine], ignore_index=True)
result = kc.compare(together)
ours = result.pairs[(result.pairs["source_a"] == "example_page") ^ (result.pairs["source_b"] == "example_page")]
ours.groupby(["measure", "verdict"], observed=True).size().unstack(fill_value=0)

# %%
result.plot("response_rate")

# %%
result.plot_matrix(["response_rate", "remission_rate", "bioavailability", "series_doses", "approval_year"])

# %% [markdown]
# ### What it contradicts

# %%
conflicts = ours[ours["verdict"] == "conflict"]
narrow = conflicts[conflicts["loose"].str.split("; ").str.len().fillna(0) <= 1]
assert {"response_rate", "bioavailability"} <= set(narrow["measure"])
result.side_by_side(narrow, context=False)

# %% [markdown]
# ### What it confirms
#
# The year of approval now stands on five sources and four voices, one more than before.

# %%
approval = result.groups[(result.groups["measure"] == "approval_year") & (result.groups["intervention"] == "ketamine")]
assert approval[["verdict", "sources", "voices"]].values.tolist() == [["consensus", 5, 4]]
result.plot_voices(["approval_year", "series_doses", "bioavailability"])

# %% [markdown]
# ## The same on the command line
#
#     ketclaims extract my-pages/ -o mine.csv
#     ketclaims compare mine.csv -o pairs.csv
#
# Another field of medicine needs other words, not other code: a folder like the one of the ketamine pack, given as
# `kc.extract(text, lexicon=...)` or `--lexicon DIR`.
