import type { Credentials } from "@opensme/core";

export const credentials: Credentials = {
  url: "https://developer.sepay.vn/en/sepay-api/v2/tao-api-token",
  ways: [
    {
      steps: [
        {
          en: "Sign in at <https://my.sepay.vn> and link the bank accounts that are to be read.",
          vi: "Đăng nhập <https://my.sepay.vn> và liên kết các tài khoản ngân hàng cần đọc.",
        },
        {
          en: "Open *Company Settings* > *API Access* and click *+ Add API* at the top right.",
          vi: "Vào *Cấu hình Công ty* > *API Access*, bấm *+ Thêm API* ở góc trên bên phải ([hướng dẫn tiếng Việt](https://developer.sepay.vn/vi/sepay-api/v1/bat-dau-nhanh)).",
        },
        {
          en: "Give it a name, set it active, and add it. There are no rights to choose: the token sees all accounts of the company.",
          vi: "Đặt tên, chọn trạng thái hoạt động rồi bấm *Thêm*. SePay chưa cho chọn quyền: token đọc được mọi tài khoản của công ty.",
        },
        { en: "Copy the token from the list into `apiToken`.", vi: "Chép API Token trong danh sách vào `apiToken`." },
        {
          en: "Only to read the orders of SePay's payment gateway: copy the merchant's id into `merchantId` and its secret key into `merchantSecret`, both from the gateway's integration settings. Leave both out otherwise; `payments` is then not read.",
          vi: "Chỉ khi cần đọc đơn hàng của cổng thanh toán SePay: chép mã đơn vị (Merchant ID) vào `merchantId` và khóa bí mật (Secret Key) vào `merchantSecret`, lấy trong phần thông tin tích hợp của cổng thanh toán. Nếu không dùng thì bỏ cả hai; khi đó `payments` không được đọc.",
        },
      ],
      settings: { apiToken: "$SEPAY_API_TOKEN" },
    },
  ],
  webhooks: [
    {
      en: "At my.sepay.vn open *WebHooks* and add one, for money in, money out or both; its URL is the address.",
      vi: "Trên my.sepay.vn vào menu *WebHooks*, bấm *+ Thêm webhooks*, chọn sự kiện có tiền vào, có tiền ra hoặc cả hai; điền địa chỉ vào *Gọi đến URL*.",
    },
    {
      en: "Choose the signature (HMAC-SHA256), or else an API key, as its authentication, and copy that key into `webhookSecret`. Prefer the signature: with an API key no time is signed.",
      vi: "Phần chứng thực: chọn chữ ký HMAC-SHA256, hoặc API Key, và chép khóa đó vào `webhookSecret`. Nên chọn chữ ký: với API Key, thời điểm gửi không được ký.",
    },
  ],
};
