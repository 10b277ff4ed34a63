"""The storage of accounts, videos, account days and audience shares, whose rows are kept as records."""

from __future__ import annotations

import polars as pl

from analytics.importers.pipeline.grain_storage import GrainStorage
from analytics.store.ingest.materialize import UNNAMED
from analytics.store.ingest.record_identity import Bools
from analytics.store.ingest.record_writer import UNKNOWN_PLATFORM
from analytics.store.ingest.unnamed_accounts import assign_account
from analytics.vocabulary.reasons import Reason


class RecordStorage(GrainStorage):
    """Stores rows as records of their platform."""

    def _insert(self, group: pl.DataFrame) -> Bools:
        context, kind = self._context, self._context.schema.format
        platform = kind.platform or UNKNOWN_PLATFORM
        own_platform = pl.col("platform").fill_null(platform) if "platform" in group.columns else pl.lit(platform)
        group = group.with_columns(own_platform.alias("platform"))
        if self.group_rows is None or kind.one_account:
            group = self._with_account(group)
        shared_ids = not kind.own_viewer_ids
        new = context.record_writer.write_records(group, context.schema.grain, shared_ids=shared_ids)
        if "views" in group.columns:
            views = group["views"].fill_null(0)
            context.result.count_views(int(views.sum()), int(views.filter(pl.Series(new)).sum()))
        return new

    def _with_account(self, group: pl.DataFrame) -> pl.DataFrame:
        """Name the account of rows that name none."""
        nameless = "account" not in group.columns or group["account"].is_null().any()
        if self._needs_account(nameless=nameless):
            return group.with_columns(pl.lit(self._account_of(group)).alias("account"))
        return group.with_columns(pl.col("account").fill_null(UNNAMED)) if nameless else group

    def _has_account_column(self) -> bool:
        return "account" in self._context.schema.mapping.values()

    def _needs_account(self, *, nameless: bool) -> bool:
        return nameless and not self._has_account_column()

    def _account_of(self, group: pl.DataFrame) -> str:
        """The account of a file that names none."""
        del group
        if not self._context.options.account:
            self._assume(Reason("account_unnamed", account=UNNAMED))
        return self._context.options.account or UNNAMED


class AccountStorage(RecordStorage):
    """Stores accounts."""

    def _insert(self, group: pl.DataFrame) -> Bools:
        return super()._insert(group.rename({"handle": "account"}))


class VideoStorage(RecordStorage):
    """Stores videos and their snapshots."""


class AccountDayStorage(RecordStorage):
    """Stores the days of an account all at once, since their numbers tell whose they are."""

    group_rows = None

    def _needs_account(self, *, nameless: bool) -> bool:
        return not self._has_account_column() and (nameless or bool(self._context.options.account))

    def _account_of(self, group: pl.DataFrame) -> str:
        """The given account, or the one whose stored days have the same numbers, or a new one."""
        self.requested_account = requested = self._context.options.account or ""
        assignment = assign_account(self._context.writer, str(group["platform"][0]), requested, group)
        account, other = assignment.account, assignment.against
        if other is not None:
            self._assume(Reason("account_apart", day=str(assignment.day), other=other, account=account))
        elif not requested:
            self._assume(Reason("account_unnamed", account=account))
        return account


class AudienceStorage(RecordStorage):
    """Stores audience shares all at once, since counts become shares of their sum."""

    group_rows = None

    def _insert(self, group: pl.DataFrame) -> Bools:
        if self._context.schema.format.counts_as_shares:
            keys = [name for name in ("account", "captured_at", "dimension") if name in group.columns]
            share = (pl.col("share") / pl.col("share").sum().over(keys)).fill_nan(None).fill_null(0.0)
            group = group.with_columns(share)
        return super()._insert(group)
