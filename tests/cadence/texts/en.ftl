kind-cadence = Cadence
help-cadence = *How often do we post?* Videos per week.
working-cadence = Counting videos …
headline-cadence = { $n } videos in { $weeks } weeks
finding-cadence = The busiest week began on { $monday }: { $n } videos.
chart-cadence = Videos per week
column-cadence-week = Week from
column-cadence-videos = Videos
