"""Headers of genuine exports, as EXPORTS.md lists them: name of the format -> (path, columns)."""

from __future__ import annotations


def _columns(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


META = (
    "Post ID, Account ID, Account username, Account name, Description, Duration (sec), Publish time, Permalink,"
    " Post type, Data comment, Date, Views, Reach, Likes, Shares, Follows, Comments, Saves"
)
HEADERS: dict[str, tuple[str, list[str]]] = {
    name: (path, _columns(columns))
    for name, path, columns in (
        ("tiktok studio overview", "Overview.csv", "Date, Video Views, Profile Views, Likes, Comments, Shares"),
        ("tiktok studio viewers", "Viewers.csv", "Date, Total Viewers, New Viewers, Returning Viewers"),
        (
            "tiktok studio followers",
            "FollowerHistory.csv",
            "Date, Followers, Difference in followers from previous day",
        ),
        ("tiktok studio follower activity", "FollowerActivity.csv", "Date, Hour, Active followers"),
        ("tiktok studio gender", "FollowerGender.csv", "Gender, Distribution"),
        ("tiktok studio territories", "FollowerTopTerritories.csv", "Top territories, Distribution"),
        (
            "tiktok studio content",
            "Content.csv",
            "Time, Video title, Video link, Post time, Total likes, Total comments, Total shares, Total views,"
            " Total play time, Average watch time, Watched full video, Add to favorites",
        ),
        (
            "douyin works",
            "作品列表.xlsx",
            "作品名称, 发布时间, 体裁, 审核状态, 播放量, 完播率, 5s完播率, 封面点击率, 2s跳出率, 平均播放时长, 点赞量,"
            " 分享量, 评论量, 收藏量, 主页访问量, 粉丝增量",
        ),
        ("kuaishou works", "作品.xlsx", "作品, 发布时间, 播放量, 完播率, 点赞量, 评论量, 收藏量, 分享量, 涨粉量"),
        (
            "xiaohongshu notes",
            "笔记列表明细表.xlsx",
            "笔记标题, 首次发布时间, 体裁, 曝光, 观看量, 封面点击率, 点赞, 评论, 收藏, 涨粉, 分享, 人均观看时长, 弹幕",
        ),
        (
            "wechat channels videos",
            "视频号动态数据明细.csv",
            "视频描述, 视频ID, 发布时间, 完播率, 平均播放时长, 播放量, 推荐, 喜欢, 评论量, 分享量, 关注量,"
            " 转发聊天和朋友圈",
        ),
        (
            "youtube studio table",
            "Content.zip/Table data.csv",
            "Content, Video title, Video publish time, Duration, Views, Watch time (hours), Subscribers, Impressions,"
            " Impressions click-through rate (%), Average view duration, Average percentage viewed (%), Likes,"
            " Comments added, Shares",
        ),
        (
            "youtube studio chart",
            "Content.zip/Chart data.csv",
            "Date, Content, Video title, Video publish time, Duration, Views",
        ),
        ("youtube studio totals", "Content.zip/Totals.csv", "Date, Views"),
        ("youtube studio days", "Table data.csv", "Date, Views, Watch time (hours), Average view duration"),
        ("youtube studio gender", "Table data.csv", "Viewer gender, Views (%), Average view duration"),
        ("youtube studio age", "Table data.csv", "Viewer age, Views (%), Average view duration"),
        ("youtube studio territory", "Table data.csv", "Geography, Views, Watch time (hours)"),
        ("instagram posts", "Aug-01_Aug-28.csv", META),
        (
            "facebook posts",
            "posts.csv",
            "Post ID, Page ID, Page name, Title, Duration (sec), Publish time, Permalink, Post type, Date, Views,"
            " Reactions, Comments, Shares, Total clicks",
        ),
        (
            "google analytics events",
            "events.csv",
            "event_date, event_timestamp, event_name, user_pseudo_id, video_id, video_current_time, currency, value,"
            " transaction_id, platform",
        ),
        (
            "shopify orders",
            "orders_export.csv",
            "Name, Email, Financial Status, Paid at, Currency, Subtotal, Total, Created at, Lineitem name,"
            " Refunded Amount",
        ),
        (
            "tiktok shop orders",
            "All order.csv",
            "Order ID, Order Status, SKU ID, Product Name, Quantity, Order Amount, Order Refund Amount, Created Time,"
            " Paid Time, Buyer Username",
        ),
        ("orders", "orders.csv", "order_id, buyer, paid_at, amount, currency, refund"),
        (
            "douyin shop orders",
            "订单.csv",
            "主订单编号, 子订单编号, 选购商品, 订单应付金额, 买家昵称, 支付完成时间, 订单状态, 售后状态",
        ),
        (
            "comments on videos",
            "comments.csv",
            "comment_id, text, like_count, reply_count, create_time, username, video_id",
        ),
        ("comments on an account", "评论.csv", "评论内容, 用户昵称, 评论时间, 点赞数, IP属地"),
        (
            "kuaishou log",
            "log.csv.gz",
            "user_id, video_id, date, hourmin, time_ms, is_click, is_like, is_follow, is_comment, is_forward, is_hate,"
            " long_view, play_time_ms, duration_ms, is_rand, tab",
        ),
        (
            "kuaishou videos",
            "videos.parquet",
            "video_id, author_id, upload_dt, video_duration, music_id, tag, show_cnt, play_cnt, like_cnt, comment_cnt,"
            " follow_cnt, share_cnt, collect_cnt",
        ),
        (
            "tiktok scrape",
            "videos.csv",
            "user_name, user_nfollower, vid_id, vid_caption, vid_postTime, vid_scrapeTime, vid_duration, vid_nview,"
            " vid_nlike, vid_ncomment, vid_nshare, vid_nsave, vid_hashtags, vid_url, music_id, music_title",
        ),
        ("influence estimates", "influence.csv", "influencer, influenced, probability"),
        (
            "youtube trending",
            "USvideos.csv",
            "video_id, title, channel_title, category_id, tags, views, likes, dislikes, comment_total, thumbnail_link,"
            " date",
        ),
        (
            "youtube trending, 2017 on",
            "GBvideos.csv",
            "video_id, trending_date, title, channel_title, category_id, publish_time, tags, views, likes, dislikes,"
            " comment_count, thumbnail_link",
        ),
        (
            "tiktok claims",
            "tiktok_dataset.csv",
            "#, claim_status, video_id, video_duration_sec, video_transcription_text, verified_status,"
            " author_ban_status, video_view_count, video_like_count, video_share_count, video_download_count,"
            " video_comment_count",
        ),
    )
}
