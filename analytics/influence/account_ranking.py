"""The ranking of accounts: their PageRank scores with audience, engagement, reach and flags."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from analytics.influence.attention_graph import AttentionGraph
from analytics.influence.engagement import EngagementRates
from analytics.influence.pagerank import Scores
from analytics.store import Store
from analytics.store.queries.graph import GraphAccount, read_accounts, read_audience_topics
from analytics.vocabulary.privacy import Policy, is_pseudonym
from analytics.vocabulary.questions import InfluencersQuestion
from analytics.vocabulary.reports import Rank, Reach, Rows

_DOMINANT_SHARE = 0.5
"""An account that gets more than this share of its attention from one source has the flag `few_sources`."""
_MOST_REACHES = 3


class AccountRanking:
    """Accounts in the order of their scores; a node is an index into `graph.names`."""

    def __init__(
        self,
        question: InfluencersQuestion,
        store: Store,
        policy: Policy,
        graph: AttentionGraph,
        scores: Scores,
        on_topic: frozenset[str] | None,
        bursts: Mapping[str, int],
    ) -> None:
        self._question, self._store, self._policy = question, store, policy
        self._names, self._graph, self._scores, self._on_topic = graph.names, graph, scores, on_topic
        self._bursts = bursts
        self._accounts = read_accounts(store)
        self._engagement = EngagementRates(store, question.period.end)
        # Ties are broken by name, so that the order of rows in a file does not matter.
        self._order = sorted(
            range(len(graph.names)), key=lambda node: (-round(float(scores.values[node]), 15), graph.names[node])
        )

    def listed_nodes(self) -> tuple[list[int], list[int]]:
        """Return our own public accounts, and the first `question.n` of the other public accounts."""
        public = [node for node in self._order if self._is_public(node)]
        own = [node for node in public if self._is_ours(node)]
        others = [node for node in public if not self._is_ours(node)][: self._question.n]
        return own, others

    def _is_public(self, node: int) -> bool:
        name = self._names[node]
        return self._graph.in_degree[node] > 0 and self._scores.values[node] > 0 and not is_pseudonym(name)

    def _is_ours(self, node: int) -> bool:
        account = self._accounts.get(self._names[node])
        return account is not None and account.ours

    def rank(self, node: int, reaches: dict[str, tuple[Reach, ...]]) -> Rank:
        """Return the entry of one account in the report."""
        handle = self._names[node]
        account = self._accounts.get(handle)
        rate, low, high, views = self._engagement.interval(handle)
        return Rank(
            handle=handle,
            score=float(self._scores.values[node]),
            audience=self._audience(node, account),
            audience_kind="weighted" if account is None or account.followers is None else "followers",
            sources=int(self._graph.in_degree[node]),
            engagement_rate=rate,
            engagement_low=low,
            engagement_high=high,
            engagement_n=views,
            reaches=reaches.get(handle, ()),
            ours=account is not None and account.ours,
            flags=self._flags(node),
            same_day=self._bursts.get(handle, 0),
        )

    def _audience(self, node: int, account: GraphAccount | None) -> float:
        if account is not None and account.followers is not None:
            return float(account.followers)
        return float(self._graph.audience[node])

    def _flags(self, node: int) -> tuple[str, ...]:
        in_weight = self._graph.in_weight[node]
        if in_weight <= 0:
            return ()
        flags = ["same_day"] if self._names[node] in self._bursts else []
        if self._graph.decayed_in_weight[node] < in_weight / 2:
            flags.append("stale")
        if self._graph.largest_source_weight[node] > _DOMINANT_SHARE * in_weight:
            flags.append("few_sources")
        if self._on_topic is not None and self._names[node] not in self._on_topic:
            flags.append("off_topic")
        return tuple(flags)

    def reaches(self, nodes: list[int]) -> dict[str, tuple[Reach, ...]]:
        """Return the main topics of the direct audience of each account, by handle."""
        handles = sorted({self._names[node] for node in nodes})
        if not handles:
            return {}
        period = self._question.period
        reaches: dict[str, list[Reach]] = defaultdict(list)
        table = read_audience_topics(self._store, handles, period.start, period.end)
        for row in table.to_pylist():
            if row["viewers"] >= self._policy.minimum_group and len(reaches[row["account"]]) < _MOST_REACHES:
                share = row["viewers"] / row["fans"]
                reaches[row["account"]].append(Reach(dimension="topic", value=row["topic"], share=share))
        return {handle: tuple(topics) for handle, topics in reaches.items()}

    def rows(self) -> Rows:
        """Return all nodes in ranking order, viewers included."""
        names = [self._names[node] for node in self._order]
        accounts = [self._accounts.get(name) for name in names]
        intervals = [self._engagement.interval(name) for name in names]
        return Rows(
            {
                "handle": names,
                "score": [float(self._scores.values[node]) for node in self._order],
                "rank": list(range(1, len(names) + 1)),
                "audience": [
                    self._audience(node, account) for node, account in zip(self._order, accounts, strict=True)
                ],
                "engagement_rate": [rate for rate, _, _, _ in intervals],
                "engagement_low": [low for _, low, _, _ in intervals],
                "engagement_high": [high for _, _, high, _ in intervals],
                "engagement_n": [views for _, _, _, views in intervals],
                "sources": [int(self._graph.in_degree[node]) for node in self._order],
                "ours": [int(account is not None and account.ours) for account in accounts],
                "flags": [" ".join(self._flags(node)) for node in self._order],
            }
        )
