"""The settings: name, default and help of each; commands read them once from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """All values that come from the environment."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    home: Path = Field(
        default_factory=lambda: platformdirs.user_data_path("reelpulse"),
        validation_alias="REELPULSE_HOME",
        description="Folder of one workspace: data.db, state.db, the pseudonym key, models.",
    )
    bot_token: SecretStr | None = Field(
        None, validation_alias="SLACK_BOT_TOKEN", description="Bot token of the installed app, starts with xoxb-."
    )
    app_token: SecretStr | None = Field(
        None, validation_alias="SLACK_APP_TOKEN", description="App-level token for Socket Mode, starts with xapp-."
    )
    signing_secret: SecretStr | None = Field(
        None, validation_alias="SLACK_SIGNING_SECRET", description="Proves that requests over HTTP come from Slack."
    )
    api_url: str = Field(
        "https://slack.com/api/",
        validation_alias="SLACK_API_URL",
        description="Base of Slack's Web API, ending in /api/; another one for local servers.",
    )
    language: Literal["en", "zh"] = Field(
        "en", validation_alias="REELPULSE_LANGUAGE", description="Language where a person's own is unknown."
    )
    zone: str = Field("UTC", validation_alias="REELPULSE_ZONE", description="Time zone of a workspace without one.")
    retrain_hour: int = Field(
        4,
        ge=-1,
        le=23,
        validation_alias="REELPULSE_RETRAIN_HOUR",
        description="Hour at which ideas are learnt anew where new videos have come; -1: never by the clock.",
    )
    workers: int = Field(2, ge=1, validation_alias="REELPULSE_WORKERS", description="Worker processes.")
    job_timeout: float = Field(
        120.0, gt=0, validation_alias="REELPULSE_JOB_TIMEOUT", description="Seconds after which a job is stopped."
    )
    jobs_per_user: int = Field(
        4, ge=1, validation_alias="REELPULSE_JOBS_PER_USER", description="Jobs one person may have under way."
    )
    jobs_in_all: int = Field(20, ge=1, validation_alias="REELPULSE_JOBS", description="Jobs under way or waiting.")
    llm_url: str | None = Field(
        None,
        validation_alias="REELPULSE_LLM_URL",
        description="Base of an OpenAI-compatible endpoint, asked only about questions that are not understood.",
    )
    llm_key: SecretStr | None = Field(None, validation_alias="REELPULSE_LLM_KEY", description="Key of that endpoint.")
    llm_model: str = Field("default", validation_alias="REELPULSE_LLM_MODEL", description="Model of that endpoint.")
    extensions: str | None = Field(
        None,
        validation_alias="REELPULSE_EXTENSIONS",
        description="Modules that bring further analyses, separated by commas (see CONTRIBUTING.md).",
    )
