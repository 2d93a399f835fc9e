import type { Credentials } from "@opensme/core";

export const credentials: Credentials = {
  url: "https://developer.xero.com/documentation/getting-started-guide/",
  ways: [
    {
      steps: [
        {
          en: "Sign in at <https://developer.xero.com/app/manage> and click *New app*: a *Web app*, with the redirect URI `http://localhost:4711/callback`.",
          vi: "Đăng nhập <https://developer.xero.com/app/manage>, bấm *New app*, chọn *Web app* và nhập redirect URI `http://localhost:4711/callback`.",
        },
        {
          en: "On the app's page *Configuration*, copy *Client id* into `clientId`, click *Generate a secret*, and copy that into `clientSecret`: it is shown once.",
          vi: "Ở trang *Configuration* của ứng dụng, chép *Client id* vào `clientId`, bấm *Generate a secret* và chép mã bí mật vào `clientSecret`: mã chỉ hiện một lần.",
        },
        {
          en: "Run `npx opensme connect books`: it asks for the scopes below and `offline_access`, and the browser lets a person of the company allow the app. `--write` asks for the scopes of writing too. Nothing is chosen at Xero.",
          vi: "Chạy `npx opensme connect books`: lệnh này xin các quyền nêu bên dưới cùng `offline_access`, trình duyệt mở ra để người của công ty cho phép. Thêm `--write` nếu cần quyền ghi. Không phải chọn quyền trên trang Xero.",
        },
        {
          en: "Where the login reaches several organisations, `npx opensme check books` lists them: set `tenantId` to the id of the one to read.",
          vi: "Nếu tài khoản vào được nhiều tổ chức, `npx opensme check books` liệt kê các tổ chức đó: đặt `tenantId` là mã của tổ chức cần đọc.",
        },
        {
          en: "Without `opensme connect`: authorise the app yourself and copy the refresh token into `refreshToken`. Xero replaces it at every use, and an unused one dies after 60 days; `.opensme` keeps the newest.",
          vi: "Nếu không dùng `opensme connect`: tự cấp quyền cho ứng dụng và chép refresh token vào `refreshToken`. Xero thay token này sau mỗi lần dùng và hủy nếu 60 ngày không dùng; `.opensme` giữ token mới nhất.",
        },
      ],
      settings: { clientId: "$XERO_CLIENT_ID", clientSecret: "$XERO_CLIENT_SECRET" },
    },
  ],
  webhooks: [
    {
      en: "Open *Webhooks* of the app, choose contacts, invoices and credit notes, and enter the address. One address serves all organisations of the app: give their connections the same `webhookAddress`.",
      vi: "Mở *Webhooks* của ứng dụng, chọn contacts, invoices và credit notes rồi nhập địa chỉ. Một địa chỉ dùng chung cho mọi tổ chức của ứng dụng: đặt cùng một `webhookAddress` cho các kết nối.",
    },
    {
      en: "Copy the *Webhooks key* into `webhookSecret`, start `serve`, and let Xero send its intent to receive; it calls rightly and wrongly signed, and `serve` answers both.",
      vi: "Chép *Webhooks key* vào `webhookSecret`, chạy `serve` rồi cho Xero gửi lời gọi xác nhận (intent to receive); Xero gọi cả đúng và sai chữ ký, `serve` tự trả lời cả hai.",
    },
  ],
};
