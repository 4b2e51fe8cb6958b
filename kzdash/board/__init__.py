"""The board of a day: plan, reports and judgements joined, and what is read off it."""
