# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # The claims
#
# Five health pages about ketamine therapy are full of numbers. The table has every quantitative claim among them:
# what is measured, how large it is, of whom and under which conditions, and the exact place where it stands. This
# notebook shows what is in the table, what became of all the other numbers, and how sure one can be of it.

# %%
from pathlib import Path

import pandas as pd

import ketclaims as kc
from ketclaims.plots import show_pictures
from ketclaims.score import LEVELS, score
from ketclaims.sources import read_article, read_sources
from ketclaims.tables.frames import frame_rows

show_pictures()
pd.set_option("display.max_colwidth", None, "display.max_rows", 200)

DATA = Path("../data")
claims = kc.load_claims()
assert len(claims) == 154
claims.groupby("source", sort=False).agg(claims=("claim_id", "size"), measures=("measure", "nunique"))

# %% [markdown]
# ## One row is one claim
#
# The claim below says: of people with depression, 71 % respond to one intravenous dose of ketamine, one day after it.
# The figure is marked in its sentence, and the fields underneath are the row of the table.

# %%
example = claims[(claims["value_text"] == "71%") & (claims["timepoint"] == "P1D")].iloc[0]
kc.show(example["claim_id"])

# %% [markdown]
# A place in the text is counted in characters of the untouched article. Cutting the article there gives back the
# quote, letter for letter, for every row:

# %%
entries = read_sources(DATA / "raw" / "sources.csv")
texts = {entry.source: read_article(entry, DATA / "raw") for entry in entries}
places = zip(claims["source"], claims["quote_start"], claims["quote_end"], claims["quote"], strict=True)
assert all(texts[source][start:end] == quote for source, start, end, quote in places)

# %% [markdown]
# ## The sources
#
# A *voice* is whoever stands behind a page. Two of the five pages belong to one publisher, so there are four voices,
# and a figure that both pages state has been said once.

# %%
sources = pd.read_parquet(DATA / "curated" / "sources.parquet")
assert (len(sources), sources["voice"].nunique()) == (5, 4)
sources[["source", "voice", "title", "publisher", "authors", "published"]].astype(object).fillna("not stated")

# %% [markdown]
# ## What is measured
#
# Rows are measures, columns are sources. Most of what the pages say is about how fast ketamine works and how many
# people it helps.

# %%
table = claims.groupby(["measure", "source"], observed=True, sort=False).size().unstack(fill_value=0)
table = table[[entry.source for entry in entries]]
assert int(table.to_numpy().sum()) == 154
table.assign(all=table.sum(axis=1)).sort_values("all", ascending=False, kind="stable")

# %% [markdown]
# ## How it is said
#
# Nearly half of the claims are hedged, open on one side, or durations without a number ("within hours"). They are
# kept as what they are: an open end stays empty, an "about" stays an "about".

# %%
said = claims.groupby(["precision", "relation"], observed=True).size().rename("claims").reset_index()
exact = (claims["relation"] == "=") & (claims["precision"] == "numeric")
assert int(exact.sum()) == 86
said

# %% [markdown]
# And what the pages lean on: in most claims, on nothing that the sentence names.

# %%
leaning = claims["attribution"].astype(object).fillna("nothing named").value_counts().rename_axis("leans on")
assert leaning.index[0] == "nothing named"
leaning.rename("claims").to_frame()

# %% [markdown]
# ## The ledger: every number is accounted for
#
# A page has more numbers than claims. Each of them is in the ledger: a *claim*, a *context* that says of whom or when
# a claim holds, or *excluded*, with the reason.

# %%
ledger = pd.read_parquet(DATA / "curated" / "ledger.parquet")
assert len(ledger) == 269
assert set(ledger.loc[ledger["disposition"] == "claim", "entry_id"]) == set(claims["claim_id"])
ledger.groupby(["source", "disposition"], observed=True, sort=False).size().unstack(fill_value=0)

# %%
excluded = ledger[ledger["disposition"] == "excluded"]
assert excluded["reason"].notna().all()
excluded.groupby("reason", observed=True).agg(numbers=("entry_id", "size"), example=("value_text", "first"))

# %% [markdown]
# ## How sure is it?
#
# A parser wrote the table and people reviewed it. `method` says for each row which of the two it comes from, and
# every decision of a person stands in `data/review.csv` with its reason.

# %%
methods = claims.groupby(["source", "method"], observed=True, sort=False).size().unstack(fill_value=0)
assert methods.sum().to_dict() == {"parsed": 146, "amended": 8}
methods

# %%
decisions = pd.read_csv(DATA / "review.csv", keep_default_na=False)
# Verdicts on the evidence behind a claim change no row of this table.
decisions = decisions[decisions["field"] != "evidence"]
assert len(decisions) == 9
decisions[["claim_id", "field", "from", "reason"]]

# %% [markdown]
# How far does the parser get alone? It reads the five articles again, without any decision, and is held against the
# reviewed table. `found` means that the place is right; `value` also the numbers and the unit; `measure` also what is
# measured; `full` also everything else that says of whom and when it holds.
#
# The rules were written while looking at these articles, so this is no estimate for a page that nobody has seen:
# there, expect fewer. The README has the figures for other texts.

# %%
alone = kc.claims_frame(kc.extract(text, source=source) for source, text in texts.items())
levels = score(frame_rows(claims), frame_rows(alone)).levels
found = {level: levels[f"all.{level}"] for level in LEVELS}
assert found["found"].recall > 0.95
pd.DataFrame(
    {name: (tally.precision, tally.recall, tally.f1) for name, tally in found.items()},
    index=["precision", "recall", "F1"],
).T.round(3)

# %% [markdown]
# ## All claims of one measure
#
# What the pages say about non-response, in one picture and with the sentence behind each figure. The second notebook
# does this for every topic and says who contradicts whom.

# %%
kc.compare(claims).plot("nonresponse_rate")

# %%
chosen = claims[claims["measure"] == "nonresponse_rate"]
chosen[["source", "value_text", "condition", "intervention", "quote"]].astype(object).fillna("")

# %% [markdown]
# ## Every claim with its sentence

# %%
claims[["source", "measure", "condition", "value_text", "quote"]].astype(object).fillna("")
