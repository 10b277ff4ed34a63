// The page's own words in the reader's language; English is the key, and what stands in braces is filled in.
import { createContext, useContext } from "react";

export type Language = "en" | "zh";
export type Say = (words: string, facts?: Record<string, string | number>) => string;

const CHINESE: Record<string, string> = {
  "The demo does not answer. Is it still running?": "演示没有响应。它还在运行吗？",
  "Opening the workspace…": "正在打开工作区…",
  "Workspace": "工作区",
  "ReelPulse demo": "ReelPulse 演示",
  "You are": "当前身份",
  " (unread)": "（未读）",
  "connection lost, trying again": "连接已断开，正在重试",
  "the app is running": "应用正在运行",
  "the app is starting …": "应用正在启动…",
  "Light theme": "浅色主题",
  "Dark theme": "深色主题",
  "Behind the scenes": "幕后",
  "First minute": "第一分钟",
  "Channels": "频道",
  "Close the channels": "关闭频道列表",
  "Home": "主页",
  "Messages": "消息",
  "ReelPulse is not a member here.": "ReelPulse 不在这个频道里。",
  "Close": "关闭",
  "Cancel": "取消",
  "The app has not filled this page yet.": "应用还没有填写这个页面。",
  "In the channel": "频道里",
  "In this conversation": "对话里",
  "Suggestions": "建议",
  "Message": "消息",
  "Message #{name}": "发消息到 #{name}",
  "Message ReelPulse": "发消息给 ReelPulse",
  "Thread": "消息列",
  "Close thread": "关闭消息列",
  "Replies": "回复",
  "Reply": "回复",
  "Reply… (slash commands cannot be used in threads)": "回复…（消息列里不能用斜杠命令）",
  "simulating a brand …": "正在模拟一个品牌…",
  "A moment: {status}": "请稍候：{status}",
  "Nothing here yet. Type “/” to see what can be asked.": "这里还没有消息。输入“/”看看可以问什么。",
  "Show {n} earlier messages": "显示更早的 {n} 条消息",
  "Commands": "命令",
  "Attach a file": "添加文件",
  "Enter sends · Shift+Enter for a new line · @ReelPulse to ask it": "Enter 发送 · Shift+Enter 换行 · @ReelPulse 提问",
  "Send": "发送",
  "Only visible to you": "仅你可见",
  "(edited)": "（已编辑）",
  "answered in {seconds} s": "{seconds} 秒后回答",
  "1 reply": "1 条回复",
  "{n} replies": "{n} 条回复",
  "Reply in thread": "在消息列中回复",
  "Raw payload": "原始数据",
  "This file was deleted.": "这个文件已删除。",
  "{n} bytes": "{n} 字节",
  "More": "更多",
  "Choose": "请选择",
  " (optional)": "（选填）",
  "Direct message": "私信",
  "Earlier rows": "前面的行",
  "Further rows": "后面的行",
  "{first}–{last} of {n}": "第 {first}–{last} 行，共 {n} 行",
  "This block cannot be drawn here.": "这里无法显示这部分内容。",
  "Your first minute": "第一分钟",
  "Close the guide": "关闭指引",
  "who watches us": "谁在看我们",
  "one topic took off in the last weeks: which?": "有一个话题最近几周突然火了：是哪个？",
  "one length of video gets almost twice the views": "有一种时长的视频，播放量几乎翻倍",
  "one creator’s followers look bought": "有一位创作者的粉丝像是买来的",
  "asked as people talk, in English or Chinese": "像平时说话一样提问，中英文都可以",
  "Type {typed} in #social — {why}.": "在 #social 里输入 {typed}：{why}。",
  "Bring your own export: drop a file from TikTok Studio, Douyin, YouTube … into the message box.":
    "用自己的数据：把抖音、TikTok Studio、YouTube 等平台导出的文件拖进消息框。",
  "Install it in your workspace: at api.slack.com/apps choose “From a manifest” and paste this.":
    "安装到你的工作区：在 api.slack.com/apps 选择 “From a manifest”，粘贴下面的内容。",
  "Copy the manifest": "复制 manifest",
  "Copied.": "已复制。",
  "Manifest": "Manifest",
  "The brand in here is simulated. Nothing leaves this machine.": "这里的品牌是模拟的。数据不会离开这台电脑。",
  "Close behind the scenes": "关闭幕后",
  "Payloads and faults": "数据与故障",
  "This message": "这条消息",
  "Bad days": "故障",
  "Rate limit on the next message": "下一条消息触发限流",
  "500 after accepting the next message": "接受下一条消息后返回 500",
  "Slow network": "网络缓慢",
  "Every event twice": "每个事件发两次",
  "Drop the socket now": "立即断开连接",
  "Calls and events, newest first": "调用和事件，最新的在前",
};

export function languageOf(locale: string | undefined): Language {
  return (locale ?? "").toLowerCase().startsWith("zh") ? "zh" : "en";
}

export function sayIn(language: Language): Say {
  return (words, facts = {}) => {
    const said = language === "zh" ? (CHINESE[words] ?? words) : words;
    return said.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
  };
}

export const Reader = createContext<Language>("en");

export function useWords(): Say {
  return sayIn(useContext(Reader));
}
