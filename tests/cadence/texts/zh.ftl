kind-cadence = 更新频率
help-cadence = *我们多久更新一次？* 每周发布的视频数。
working-cadence = 正在统计视频……
headline-cadence = { $weeks } 周内发布 { $n } 条视频
finding-cadence = 最忙的一周从 { $monday } 开始：{ $n } 条视频。
chart-cadence = 每周视频数
column-cadence-week = 周起始日
column-cadence-videos = 视频
