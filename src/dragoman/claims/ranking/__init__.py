"""Reads acts whose two sides the grammar of one sentence does not settle, by a small trained model.

The rules read what a sentence says outright. News often leaves a side to be understood: "The EU criticised the raid",
after a paragraph on whose raid it was. Here every word that tells of an act (`triggers`) is weighed with every two
sides that may be meant (`candidates`), each choice described by numbers (`features`) and judged by a forest of decision
trees (`forest`). What is likelier than the threshold becomes a claim whose confidence is that likelihood.

The forest is trained by `training/train_ranking.py`; what it is worth is told in docs/explanation/measurements.md.
"""
