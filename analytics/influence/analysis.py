"""Who should spread it: accounts by PageRank on who pays attention to whom, with what stands beside the rank."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.influence.pagerank import Scores, pagerank
from analytics.store import Store
from analytics.store.queries.grains import grains
from analytics.store.queries.graph import (
    NO_TIME,
    AttentionEdges,
    GraphAccount,
    read_accounts,
    read_audience_topics,
    read_edges,
    read_engagement,
)
from analytics.store.queries.names import accounts_on_topic, platform_names, topic_names
from analytics.vocabulary.errors import MissingGrain
from analytics.vocabulary.privacy import Policy, is_pseudonym
from analytics.vocabulary.questions import InfluencersQuestion, nothing_in
from analytics.vocabulary.records import from_micros
from analytics.vocabulary.reports import InfluencersReport, Note, Rank, Reach, Rows
from analytics.vocabulary.suggestions import not_in_data
from analytics.vocabulary.units import DAY

TOLERANCE = 1e-12
_DRAWS = 400
_FEW_SOURCES = 0.5
_REACH_SHOWN = 3

Floats = npt.NDArray[np.float64]


def influencers(question: InfluencersQuestion, store: Store, policy: Policy) -> InfluencersReport:
    """Rank accounts by weighted, directed, time-decayed PageRank (see `analytics.influence.pagerank`).

    Attention flows from who follows, shares, comments, saves or likes to whose it is. Own accounts take part and are
    listed apart; viewers take part and are never listed.

    With a topic, the surfer starts from its accounts and from whoever pays attention to one of them (topic-sensitive
    PageRank, Haveliwala 2002): a topic's fans decide, whatever else they follow.

    Raises MissingGrain, NotInData (topic, platform), NothingInPeriod.
    """
    period = question.period
    on_topic = _on_topic(question, store)
    edges = read_edges(store, period.start, period.end, question.platform)
    if len(edges.weight) == 0:
        raise _nothing(question, store)
    graph = _Graph.of(edges, question.half_life)
    scores = pagerank(
        graph.source,
        graph.target,
        graph.weight,
        graph.kept,
        nodes=len(edges.names),
        damping=question.damping,
        personalisation=graph.personalisation(on_topic),
        tolerance=TOLERANCE,
    )
    return _Ranking(question, store, graph, scores, policy, on_topic).report()


def _on_topic(question: InfluencersQuestion, store: Store) -> frozenset[str] | None:
    if question.topic is None:
        return None
    found = accounts_on_topic(store, question.topic, question.horizon)
    if not found:
        raise not_in_data("topic", question.topic, topic_names(store, question.horizon), platform_names(store))
    return frozenset(found)


def _nothing(question: InfluencersQuestion, store: Store) -> Exception:
    extent = store.extent(question.horizon)
    everything = read_edges(store, None, question.horizon)
    if extent is None or len(everything.weight) == 0:
        return MissingGrain("influencers", ("edges", "events"), grains(store))
    if question.platform and len(read_edges(store, None, question.horizon, question.platform).weight) == 0:
        return not_in_data("platform", question.platform, platform_names(store))
    return nothing_in(question.period, extent.oldest, extent.newest)


@dataclass(frozen=True, slots=True)
class _Graph:
    """Edges without self-loops, with what is left of each weight, and sums per node."""

    names: list[str]
    source: npt.NDArray[np.int32]
    target: npt.NDArray[np.int32]
    weight: Floats
    kept: Floats
    incoming: Floats
    incoming_kept: Floats
    distinct: npt.NDArray[np.int64]
    largest: Floats
    audience: Floats
    """Attention drawn: each source's, faded by age and split over all that it pays attention to."""
    first: int | None
    """When the oldest edge is from (µs); None where no edge has a time."""
    pairs: int
    creator_edges: int

    @classmethod
    def of(cls, edges: AttentionEdges, half_life: float) -> _Graph:
        proper = (edges.source != edges.target) & (edges.weight > 0)
        source, target = edges.source[proper], edges.target[proper]
        weight, time = edges.weight[proper], edges.time[proper]
        kept, first = _decayed(weight, time, half_life)
        nodes = len(edges.names)
        pair = target.astype(np.int64) * nodes + source
        distinct_pairs, which = np.unique(pair, return_inverse=True)
        pair_weight = np.bincount(which, weight, len(distinct_pairs))
        pair_target = distinct_pairs // nodes
        largest = np.zeros(nodes)
        np.maximum.at(largest, pair_target, pair_weight)
        incoming = np.bincount(target, weight, nodes).astype(np.float64)
        between = int((incoming[distinct_pairs % nodes] > 0).sum())
        return cls(
            edges.names,
            source,
            target,
            weight,
            kept,
            incoming,
            np.bincount(target, kept, nodes).astype(np.float64),
            np.bincount(pair_target, minlength=nodes),
            largest,
            np.bincount(target, kept / np.bincount(source, weight, nodes)[source], nodes).astype(np.float64),
            first,
            len(distinct_pairs),
            between,
        )

    def personalisation(self, handles: frozenset[str] | None) -> Floats | None:
        """Uniform over `handles` and their audience; None (uniform over all) where none of them is in the graph."""
        if handles is None:
            return None
        named = np.fromiter((name in handles for name in self.names), np.bool_, len(self.names))
        mass = named.astype(np.float64)
        mass[self.source[named[self.target]]] = 1.0
        return mass if mass.any() else None


def _decayed(weight: Floats, time: npt.NDArray[np.int64], half_life: float) -> tuple[Floats, int | None]:
    has_time = time != NO_TIME
    if not has_time.any():
        return weight, None
    age = np.where(has_time, (time[has_time].max() - time) / DAY, 0.0)
    return weight * np.exp2(-age / half_life), int(time[has_time].min())


class _Ranking:
    """Puts names, audiences, engagement and reach beside the scores."""

    def __init__(
        self,
        question: InfluencersQuestion,
        store: Store,
        graph: _Graph,
        scores: Scores,
        policy: Policy,
        on_topic: frozenset[str] | None,
    ) -> None:
        self._question, self._store, self._policy = question, store, policy
        self._names, self._graph, self._scores, self._on_topic = graph.names, graph, scores, on_topic
        self._accounts = read_accounts(store)
        self._engagement = _Engagement(store, question)
        # Ties go by name, so that the order of rows in a file decides nothing.
        self._order = sorted(
            range(len(graph.names)), key=lambda node: (-round(float(scores.values[node]), 15), graph.names[node])
        )

    def report(self) -> InfluencersReport:
        question, graph = self._question, self._graph
        extent = self._store.extent(question.horizon)
        period = question.period
        if period.start is None and graph.first is not None:
            period = period.model_copy(update={"start": from_micros(graph.first)})
        public = [node for node in self._order if self._is_public(node)]
        own = [node for node in public if self._is_ours(node)]
        others = [node for node in public if not self._is_ours(node)][: question.n]
        reaches = self._reaches([*others, *own])
        timed_end = extent.newest if extent else question.period.end
        return InfluencersReport(
            question=question,
            period=period,
            n=len(self._names),
            data_version=self._store.data_version,
            newest=timed_end,
            simulated=self._store.simulated,
            notes=() if graph.first is not None else (Note(code="no_times"),),
            rows=self._rows(),
            edges=graph.pairs,
            ranks=tuple(self._rank(node, reaches) for node in others),
            own=tuple(self._rank(node, reaches) for node in own),
            creator_edges=graph.creator_edges,
            iterations=self._scores.iterations,
            tolerance=TOLERANCE,
        )

    def _is_public(self, node: int) -> bool:
        name = self._names[node]
        return self._graph.distinct[node] > 0 and self._scores.values[node] > 0 and not is_pseudonym(name)

    def _is_ours(self, node: int) -> bool:
        account = self._accounts.get(self._names[node])
        return account is not None and account.ours

    def _rank(self, node: int, reaches: dict[str, tuple[Reach, ...]]) -> Rank:
        name = self._names[node]
        account = self._accounts.get(name)
        rate, low, high, views = self._engagement.interval(name)
        audience, kind = self._audience(node, account)
        return Rank(
            handle=name,
            score=float(self._scores.values[node]),
            audience=audience,
            audience_kind="followers" if kind else "weighted",
            sources=int(self._graph.distinct[node]),
            engagement_rate=rate,
            engagement_low=low,
            engagement_high=high,
            engagement_n=views,
            reaches=reaches.get(name, ()),
            ours=account is not None and account.ours,
            flags=self._flags(node),
        )

    def _audience(self, node: int, account: GraphAccount | None) -> tuple[float | None, bool]:
        if account is not None and account.followers is not None:
            return float(account.followers), True
        return float(self._graph.audience[node]), False

    def _flags(self, node: int) -> tuple[str, ...]:
        incoming = self._graph.incoming[node]
        if incoming <= 0:
            return ()
        flags = []
        if self._graph.incoming_kept[node] < incoming / 2:
            flags.append("stale")
        if self._graph.largest[node] > _FEW_SOURCES * incoming:
            flags.append("few_sources")
        if self._on_topic is not None and self._names[node] not in self._on_topic:
            flags.append("off_topic")
        return tuple(flags)

    def _reaches(self, nodes: list[int]) -> dict[str, tuple[Reach, ...]]:
        handles = sorted({self._names[node] for node in nodes})
        if not handles:
            return {}
        period = self._question.period
        found: dict[str, list[Reach]] = defaultdict(list)
        table = read_audience_topics(self._store, handles, period.start, period.end)
        for row in table.to_pylist():
            if row["viewers"] >= self._policy.minimum_group and len(found[row["account"]]) < _REACH_SHOWN:
                share = row["viewers"] / row["fans"]
                found[row["account"]].append(Reach(dimension="topic", value=row["topic"], share=share))
        return {handle: tuple(reaches) for handle, reaches in found.items()}

    def _rows(self) -> Rows:
        names = [self._names[node] for node in self._order]
        accounts = [self._accounts.get(name) for name in names]
        intervals = [self._engagement.interval(name) for name in names]
        return Rows(
            {
                "handle": names,
                "score": [float(self._scores.values[node]) for node in self._order],
                "rank": list(range(1, len(names) + 1)),
                "audience": [
                    self._audience(node, account)[0] for node, account in zip(self._order, accounts, strict=True)
                ],
                "engagement_rate": [rate for rate, _, _, _ in intervals],
                "engagement_low": [low for _, low, _, _ in intervals],
                "engagement_high": [high for _, _, high, _ in intervals],
                "engagement_n": [views for _, _, _, views in intervals],
                "sources": [int(self._graph.distinct[node]) for node in self._order],
                "ours": [int(account is not None and account.ours) for account in accounts],
                "flags": [" ".join(self._flags(node)) for node in self._order],
            }
        )


class _Engagement:
    """Reactions per view by account, with a 95 % interval from a bootstrap over its videos (Efron 1979)."""

    def __init__(self, store: Store, question: InfluencersQuestion) -> None:
        table = read_engagement(store, question.period.end)
        self._of: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for account, views, reactions in zip(*(table.column(i).to_pylist() for i in range(3)), strict=True):
            self._of[account][0].append(views)
            self._of[account][1].append(reactions)
        self._known: dict[str, tuple[float | None, float | None, float | None, int]] = {}

    def interval(self, handle: str) -> tuple[float | None, float | None, float | None, int]:
        """Rate, low, high (None with fewer than three videos), and the views behind them."""
        if handle not in self._of:
            return None, None, None, 0
        if handle not in self._known:
            self._known[handle] = self._bootstrap(*(np.asarray(values, np.float64) for values in self._of[handle]))
        return self._known[handle]

    @staticmethod
    def _bootstrap(views: Floats, reactions: Floats) -> tuple[float | None, float | None, float | None, int]:
        rate, n = float(reactions.sum() / views.sum()), int(views.sum())
        if len(views) < 3:
            return rate, None, None, n
        drawn = np.random.default_rng(0).integers(0, len(views), (_DRAWS, len(views)))
        low, high = np.quantile(reactions[drawn].sum(1) / views[drawn].sum(1), (0.025, 0.975))
        return rate, float(low), float(high), n
