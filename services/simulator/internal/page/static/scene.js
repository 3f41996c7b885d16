const place = document.getElementById("place");
const role = document.getElementById("role");

// scene is who uses the bot where, as the choices beside the composer say.
export function scene() {
  return { context: place.value, permissions: role.value };
}
