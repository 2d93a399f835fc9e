import type { Credentials } from "@opensme/core";

export const credentials: Credentials = {
  url: "https://docs.gusto.com/app-integrations/docs/authentication",
  ways: [
    {
      steps: [
        {
          en: "Sign in to Gusto's developer portal at <https://dev.gusto.com>, create an organization, and under *Applications* an application, with the redirect URI `http://localhost:4711/callback` and the scopes below.",
          vi: "Đăng nhập trang dành cho nhà phát triển của Gusto <https://dev.gusto.com>, tạo tổ chức (organization), vào *Applications* tạo một ứng dụng, nhập redirect URI `http://localhost:4711/callback` và chọn các quyền nêu bên dưới.",
        },
        {
          en: "Copy the application's client id into `clientId` and its secret into `clientSecret`. It works with demo companies at once: set `environment` to `demo`. Real companies need Gusto's review, after which the app has other credentials.",
          vi: "Chép client id của ứng dụng vào `clientId` và mã bí mật vào `clientSecret`. Dùng được ngay với công ty demo: đặt `environment` là `demo`. Công ty thật cần Gusto xét duyệt; sau đó ứng dụng có thông tin kết nối khác.",
        },
        {
          en: "Run `npx opensme connect people` and let a primary or full-access admin of the company allow the app in the browser. One authorisation is for one company.",
          vi: "Chạy `npx opensme connect people` để quản trị viên chính hoặc toàn quyền (primary/full access admin) của công ty cho phép ứng dụng trong trình duyệt. Mỗi lần cấp quyền chỉ cho một công ty.",
        },
        {
          en: "Without `opensme connect`: authorise the app yourself and copy the refresh token into `refreshToken`, and the app's redirect URI into `redirectUri` where Gusto asks for it at renewal. Gusto takes each refresh token once; `.opensme` keeps the newest.",
          vi: "Nếu không dùng `opensme connect`: tự cấp quyền cho ứng dụng, chép refresh token vào `refreshToken`, và redirect URI của ứng dụng vào `redirectUri` nếu Gusto đòi khi gia hạn. Mỗi refresh token chỉ dùng được một lần; `.opensme` giữ token mới nhất.",
        },
      ],
      settings: { clientId: "$GUSTO_CLIENT_ID", clientSecret: "$GUSTO_CLIENT_SECRET" },
    },
  ],
  webhooks: [
    {
      en: "While `serve` runs, without a `webhookSecret` yet, create a webhook subscription of the application in the developer portal, or by Gusto's API, with the address. One serves all companies: give their connections the same `webhookAddress`.",
      vi: "Trong khi `serve` đang chạy và chưa có `webhookSecret`, tạo đăng ký webhook (webhook subscription) cho ứng dụng trên trang dành cho nhà phát triển hoặc qua API của Gusto, với địa chỉ trên. Một đăng ký dùng cho mọi công ty: đặt cùng một `webhookAddress` cho các kết nối.",
    },
    {
      en: "Gusto sends a verification token to the address, unsigned. `serve` keeps the first one since its start in `.opensme/people.webhook-secret`, named after the connection, and says so.",
      vi: "Gusto gửi một verification token (không ký) đến địa chỉ. `serve` giữ token đầu tiên kể từ khi khởi động trong `.opensme/people.webhook-secret` (đặt theo tên kết nối) và thông báo.",
    },
    {
      en: "Verify the subscription with that token (`PUT /v1/webhook_subscriptions/{uuid}/verify`), set it as `webhookSecret`, and start `serve` again.",
      vi: "Xác minh đăng ký bằng token đó (`PUT /v1/webhook_subscriptions/{uuid}/verify`), ghi nó vào `webhookSecret` rồi chạy lại `serve`.",
    },
  ],
};
