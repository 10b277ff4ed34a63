"""Lists of a shop's orders: buyer, time and amount.

Refunded and cancelled orders are left out, and partial refunds are subtracted.
"""

from __future__ import annotations

from dataclasses import replace

from analytics.importers.formats import links
from analytics.importers.formats.format import FileFormat
from analytics.importers.formats.value_names import PLATFORMS
from analytics.vocabulary.records import Grain

_GONE = (
    *(
        "refunded",
        "refund",
        "fullyrefunded",
        "voided",
        "canceled",
        "cancelled",
        "unpaid",
        "pending",
        "expired",
    ),
    *(
        "已退款",
        "退款成功",
        "已全额退款",
        "退款完成",
        "退货退款成功",
        "已取消",
        "已关闭",
        "交易关闭",
        "待付款",
        "待支付",
        "未支付",
        "订单关闭",
    ),
    *("reembolsado", "cancelado", "anulado", "pendiente"),
)
_STATUS = (
    "Financial Status | Order Status | Payment status | Status | Refund status | 订单状态 | 售后状态 | 退款状态"
    " | 交易状态 | Estado | Estado del pedido | Estado financiero"
)
_PAID_BACK = (
    "Refunded Amount | Order Refund Amount | Refund amount | Refund | Refunded | 退款金额 | 实际退款金额 | 已退款金额"
    " | Importe reembolsado | Reembolso"
)
_LEFT_OUT = {
    "Lineitem name | Product Name | SKU ID | Seller SKU | 选购商品 | 商品名称": "goods",
}

SHOPIFY = FileFormat(
    "shopify orders",
    Grain.EVENTS,
    signature=("Financial Status", "Name | Id", "Email | Billing Name", "Total"),
    columns={
        "viewer": "Email | Customer ID | Billing Name | Phone",
        "order_id": "Name | Id",
        "time": "Paid at | Created at",
        "value": "Total",
        "currency": "Currency",
    },
    constants={"action": "purchase"},
    required=("value",),
    own_viewer_ids=True,
    refuse={"Financial Status": _GONE},
    refunds=_PAID_BACK,
    left_out=_LEFT_OUT,
)
"""Further goods of an order have lines of their own without a total."""

TIKTOK_SHOP = FileFormat(
    "tiktok shop orders",
    Grain.EVENTS,
    signature=("Order ID", "Buyer Username | Buyer Nickname", "Order Amount | Order Status"),
    columns={
        "viewer": "Buyer Username | Buyer Nickname",
        "order_id": "Order ID",
        "time": "Paid Time | Created Time",
        "value": "Order Amount",
        "currency": "Currency",
        "video_id": "Content ID | Video ID",
    },
    constants={"action": "purchase"},
    platform="tiktok",
    refuse={"Order Status": _GONE},
    refunds=_PAID_BACK,
    left_out=_LEFT_OUT,
)
"""Each line of an order repeats the order's amount, so that the lines are one purchase."""

_BUYER = (
    "buyer | buyer_id | buyer_name | buyer_username | buyer_email | customer | customer_id | customer_name"
    " | customer_email | email | user_id | user | username | comprador | cliente | id de cliente | correo electrónico"
    " | 买家ID | 用户ID | 买家昵称 | 买家会员名 | 买家 | 下单用户 | 用户昵称 | 客户 | 顾客 | 收件人 | 收货人"
)
_ORDER = (
    "order_id | order_number | order_no | order | order_name | transaction_id | número de pedido | pedido"
    " | id de pedido | 订单ID | 子订单编号 | 订单编号 | 订单号 | 主订单编号"
)
_AMOUNT = (
    "total | order_total | amount | order_amount | total_amount | total_price | grand_total | paid_amount | value"
    " | price | revenue | importe | importe total | monto | total del pedido | 实付金额 | 买家实付金额 | 支付金额"
    " | 订单应付金额 | 应付金额 | 买家应付款 | 订单金额 | 金额 | 商品金额"
)
_PAID = (
    "paid_at | paid_time | payment_date | payment_time | order_date | order_time | purchased_at | created_at"
    " | created_time | date | time | fecha | fecha del pedido | fecha de pago | 支付完成时间 | 支付时间 | 订单付款时间"
    " | 付款时间 | 订单提交时间 | 下单时间 | 订单创建时间 | 创建时间 | 日期 | 时间"
)
ORDERS = FileFormat(
    "orders",
    Grain.EVENTS,
    signature=(_ORDER, _BUYER, _AMOUNT, _PAID),
    general=True,
    absent="action | event_name | event_type",
    columns={
        "viewer": _BUYER,
        "order_id": _ORDER,
        "time": _PAID,
        "value": _AMOUNT,
        "currency": "currency | currency_code | moneda | divisa | 币种",
        "video_id": "video_id | video | content_id | video_url | 视频ID | 作品ID | 内容ID",
        "platform": "platform | sales_channel | 平台",
    },
    constants={"action": "purchase"},
    required=("value",),
    words={"platform": PLATFORMS},
    cleaned={"video_id": links.id_or_link},
    refuse={**dict.fromkeys(_STATUS.split(" | "), _GONE), "is_refunded": ("true", "yes", "1", "是")},
    refunds=_PAID_BACK,
    left_out=_LEFT_OUT,
)
"""Orders of any shop."""

DOUYIN_SHOP = replace(
    ORDERS,
    name="douyin shop orders",
    general=False,
    signature=("主订单编号 | 子订单编号", _BUYER, _AMOUNT, _PAID),
    constants={"action": "purchase", "currency": "CNY"},
    platform="douyin",
)
