import type { Credentials } from "@opensme/core";

export const credentials: Credentials = {
  url: "https://developer.intuit.com/app/developer/qbo/docs/get-started/get-client-id-and-client-secret",
  ways: [
    {
      steps: [
        {
          en: "Sign in at <https://developer.intuit.com/app/developer/dashboard> and create an app for QuickBooks Online, with the scope *com.intuit.quickbooks.accounting*.",
          vi: "Đăng nhập <https://developer.intuit.com/app/developer/dashboard> và tạo một ứng dụng cho QuickBooks Online, chọn scope *com.intuit.quickbooks.accounting*.",
        },
        {
          en: "Open the app and its page *Keys and credentials*. The keys under *Development* reach sandbox companies alone; those under *Production*, which Intuit shows once its questionnaire is answered and approved, reach real ones.",
          vi: "Mở ứng dụng, vào trang *Keys and credentials*. Khóa ở mục *Development* chỉ dùng cho công ty thử nghiệm (sandbox); khóa ở mục *Production* dùng cho công ty thật và chỉ hiện sau khi trả lời bảng câu hỏi của Intuit và được duyệt.",
        },
        {
          en: "Turn on *Show credentials*, and copy *Client ID* into `clientId` and *Client secret* into `clientSecret`. With development keys, set `environment` to `sandbox`.",
          vi: "Bật *Show credentials*, chép *Client ID* vào `clientId` và *Client secret* vào `clientSecret`. Nếu dùng khóa Development thì đặt `environment` là `sandbox`.",
        },
        {
          en: "`realmId` is the *Company ID*: in QuickBooks under *Settings > Account and settings > Billing & subscription*. It also comes as `realmId` in the address that the authorisation leads back to.",
          vi: "`realmId` là *Company ID*: trong QuickBooks, vào *Settings > Account and settings > Billing & subscription*. Mã này cũng có trong tham số `realmId` của địa chỉ mà trang cấp quyền chuyển về.",
        },
        {
          en: "With development keys: add `http://localhost:4711/callback` to the app's redirect URIs, and run `npx opensme connect books`; the browser asks a person of the company to allow the app, and the tokens are kept. `--write` asks for the right to write too.",
          vi: "Với khóa Development: thêm `http://localhost:4711/callback` vào danh sách redirect URI của ứng dụng rồi chạy `npx opensme connect books`; trình duyệt mở ra để người của công ty cho phép ứng dụng, token được lưu lại. Thêm `--write` nếu cần quyền ghi.",
        },
        {
          en: "Production keys take https addresses alone: authorise in Intuit's [OAuth 2.0 playground](https://developer.intuit.com/app/developer/playground) and copy the refresh token into `refreshToken`. It is replaced about daily, so it serves for the first time only; `.opensme` then holds the newest.",
          vi: "Khóa Production chỉ nhận địa chỉ https: hãy cấp quyền trong [OAuth 2.0 playground](https://developer.intuit.com/app/developer/playground) của Intuit và chép refresh token vào `refreshToken`. Token này được thay khoảng mỗi ngày nên chỉ dùng cho lần đầu; sau đó token mới nhất nằm trong `.opensme`.",
        },
      ],
      settings: {
        clientId: "$QUICKBOOKS_CLIENT_ID",
        clientSecret: "$QUICKBOOKS_CLIENT_SECRET",
        realmId: "9130347000000000",
      },
    },
  ],
  webhooks: [
    {
      en: "Open *Webhooks* of the app in the developer portal, for development or production, enter the address, choose the entities and save. One address serves all companies of the app: give their connections the same `webhookAddress`.",
      vi: "Mở *Webhooks* của ứng dụng trên trang dành cho nhà phát triển (Development hoặc Production), nhập địa chỉ, chọn các đối tượng rồi lưu. Một địa chỉ dùng chung cho mọi công ty của ứng dụng: đặt cùng một `webhookAddress` cho các kết nối.",
    },
    {
      en: "Show the verifier token there, and copy it into `webhookSecret`.",
      vi: "Hiện *verifier token* tại đó và chép vào `webhookSecret`.",
    },
  ],
};
